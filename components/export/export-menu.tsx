'use client'

import { Download, FileSpreadsheet, FileText } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { showToast } from '../ui/toast.tsx'
import type { ExportTable } from './export-table.ts'

export interface ExportMenuProps {
  /** Made when it is asked for, and not before. */
  table: () => ExportTable
  rowCount: number
  /** Further kinds of file. */
  children?: ReactNode
}

/** Gives the rows that are shown as a file. What writes it is loaded when it is needed. */
export function ExportMenu({ table, rowCount, children }: ExportMenuProps) {
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
      {children}
    </Menu>
  )
}

function save(format: 'csv' | 'xlsx', table: ExportTable): void {
  import('./save-table.ts')
    .then(({ saveTable }) => saveTable(format, table))
    .catch(() =>
      showToast({
        tone: 'danger',
        title: 'The file could not be made',
        description: 'Reload the page and export again: the server may have been updated since you opened it.',
      }),
    )
}
