'use client'

import { useMemo } from 'react'
import { pages } from '@/lib/routes.ts'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { type PlainColumn, WindowedRows } from '../data-table/windowed-rows.tsx'
import type { AccessGridProps } from './access-grid.tsx'
import { type AccessRow, accessRows } from './access-rows.ts'
import { howText, rightWords } from './access-words.ts'
import { PrincipalName } from './principal-name.tsx'

const columns: readonly PlainColumn<AccessRow>[] = [
  {
    id: 'principal',
    header: 'Principal',
    size: 240,
    grows: true,
    cell: ({ principal }) => <PrincipalName {...{ principal }} />,
  },
  {
    id: 'vault',
    header: 'Vault',
    size: 210,
    cell: ({ vaultName }) => <span className="font-mono text-xs">{vaultName}</span>,
  },
  { id: 'environment', header: 'Environment', size: 120, cell: ({ environment }) => environment },
  { id: 'right', header: 'Highest right', size: 120, cell: ({ right }) => rightWords[right.highest].label },
  { id: 'how', header: 'How', size: 240, cell: ({ right }) => howText(right) },
]
const sortTexts: Record<string, (row: AccessRow) => string> = {
  principal: ({ principal }) => principal.name.toLowerCase(),
  vault: ({ vaultName }) => vaultName,
  environment: ({ environment }) => environment,
  right: ({ right }) => String(9 - right.rights.length) + right.highest,
  how: ({ right }) => howText(right),
}
const rowId = ({ id }: AccessRow) => id
const rowHref = ({ vaultName, principal }: AccessRow) => pages.accessOfPrincipal(vaultName, principal.id)

/** The matrix cell by cell, for whoever reads tables better than pictures. */
export function AccessTable({ matrix, directory, view }: AccessGridProps) {
  const state = useTableUrlState({ sort: '' })
  const [sorted] = state.sorting
  const rows = useMemo(() => accessRows(matrix, directory, view), [matrix, directory, view])
  const items = useMemo(() => {
    const text = sorted && sortTexts[sorted.id]
    if (!text) return rows
    const keyed = rows.map((row) => ({ row, key: text(row) }))
    keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    const ordered = keyed.map(({ row }) => row)
    return sorted.desc ? ordered.reverse() : ordered
  }, [rows, sorted])
  return (
    <WindowedRows
      label="Access"
      columns={columns}
      items={items}
      rowId={rowId}
      rowHref={rowHref}
      state={state}
      isLoading={false}
      isStreaming={false}
    />
  )
}
