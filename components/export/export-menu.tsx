'use client'

import { Download, FileSpreadsheet, FileText, Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { showToast } from '../ui/toast.tsx'
import type { ExportTable } from './export-table.ts'
import type { ReportFacts } from './report.ts'

export interface ExportMenuProps {
  /** Made when it is asked for, and not before. */
  table: () => ExportTable
  rowCount: number
  /** Offers the rows as a report to print, with what makes them evidence. */
  report?: () => ReportFacts
  /** Further kinds of file. */
  children?: ReactNode
}

/** Gives the rows that are shown as a file. What writes it is loaded when it is needed. */
export function ExportMenu({ table, rowCount, report, children }: ExportMenuProps) {
  return (
    <Menu
      align="end"
      trigger={
        <Button disabledReason={rowCount === 0 && 'There is no row to export.'}>
          <Download aria-hidden />
          Export
        </Button>
      }
    >
      <MenuItem icon={<FileText aria-hidden />} onSelect={() => save('csv', table())}>
        CSV
      </MenuItem>
      <MenuItem icon={<FileSpreadsheet aria-hidden />} onSelect={() => save('xlsx', table())}>
        Excel (XLSX)
      </MenuItem>
      {report ? (
        <MenuItem icon={<Printer aria-hidden />} onSelect={() => print(table(), report())}>
          Report to print
        </MenuItem>
      ) : null}
      {children}
    </Menu>
  )
}

function save(format: 'csv' | 'xlsx', table: ExportTable): void {
  import('./save-table.ts').then(({ saveTable }) => saveTable(format, table)).catch(tellFailure)
}

function print(table: ExportTable, facts: ReportFacts): void {
  import('./report.ts').then(({ printReport }) => printReport(table, facts)).catch(tellFailure)
}

const tellFailure = () =>
  showToast({
    tone: 'danger',
    title: 'The file could not be made',
    description: 'Reload the page and export again: the server may have been updated since you opened it.',
  })
