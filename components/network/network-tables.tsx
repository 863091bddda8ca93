'use client'

import { ShieldCheck } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import type { Problem } from '@/lib/domain/problem.ts'
import { pages } from '@/lib/routes.ts'
import { DataTable } from '../data-table/data-table.tsx'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { NoVaults } from '../vaults/no-vaults-lazily.tsx'
import { exposureColumns, findingColumns } from './network-columns.tsx'
import { type ExposureRow, exposureExport, findingExport, findingRows } from './network-rows.ts'

export interface NetworkTableProps {
  rows: ExposureRow[]
  ownAddress: string | null
  isLoading: boolean
  isStreaming: boolean
  error: Problem | null
  onRetry: () => void
  notice: ReactNode
}

const exposureOptions = {
  sort: 'vault',
  hidden: ['subscription'],
  facets: ['exposure', 'environment', 'bypass', 'reach', 'subscription'],
} as const

export function ExposureTable({ rows, ownAddress: _, ...shared }: NetworkTableProps) {
  const state = useTableUrlState(exposureOptions)
  return (
    <DataTable
      label="Network exposure"
      noun={['vault', 'vaults']}
      columns={exposureColumns}
      rows={rows}
      rowId={({ vault }) => vault.id}
      rowHref={({ vault }) => pages.networkOf(vault.name)}
      state={state}
      actionsOf={(shown) => <ExportMenu table={() => exposureExport(shown)} rowCount={shown.length} />}
      empty={<NoVaults isPartial={false} onRetry={shared.onRetry} />}
      {...shared}
    />
  )
}

const findingOptions = { sort: 'severity', facets: ['severity', 'finding', 'environment'] } as const

export function FindingTable({ rows, ownAddress, ...shared }: NetworkTableProps) {
  const state = useTableUrlState(findingOptions)
  const found = useMemo(() => findingRows(rows), [rows])
  const columns = useMemo(() => findingColumns(ownAddress), [ownAddress])
  const vaultCount = new Set(found.map(({ vault }) => vault.id)).size
  return (
    <DataTable
      label="Network findings"
      noun={['finding', 'findings']}
      columns={columns}
      rows={found}
      rowId={({ vault, finding }) => `${vault.id} ${finding.kind} ${finding.entry ?? ''}`}
      rowHref={({ vault }) => pages.networkOf(vault.name)}
      state={state}
      countNote={`in ${vaultCount} ${vaultCount === 1 ? 'vault' : 'vaults'}`}
      actionsOf={(shown) => <ExportMenu table={() => findingExport(shown)} rowCount={shown.length} />}
      empty={
        <EmptyState icon={<ShieldCheck aria-hidden />} title="Nothing to put right">
          <p>No vault is open to the internet, and nothing waits for a decision.</p>
        </EmptyState>
      }
      {...shared}
    />
  )
}
