import type { AccessMatrix } from '@/lib/domain/access-matrix.ts'
import type { ReachedPrincipal } from '@/lib/domain/access-reading.ts'
import { type CellReading, readCell } from '@/lib/domain/access-right.ts'
import type { ExportTable } from '../export/export-table.ts'
import { howText, principalTypeWords, rightWords } from './access-words.ts'
import type { AccessDirectory } from './use-access.ts'
import type { AccessView } from './use-access-view.ts'

/** One cell with a right in it, as a row of its own. */
export interface AccessRow {
  id: string
  principal: ReachedPrincipal
  vaultName: string
  environment: string
  subscription: string
  right: CellReading
}

/** The cells that are shown as rows, principal by principal in the order of the matrix. */
export function accessRows(
  matrix: AccessMatrix,
  directory: AccessDirectory,
  { rows, columns }: AccessView,
): AccessRow[] {
  const { principalIds, vaultNames, cells } = matrix
  return rows.flatMap((row) => {
    const principal = directory.principal(principalIds[row] ?? '')
    return columns.flatMap((column) => {
      const right = readCell(cells[row * vaultNames.length + column] ?? 0)
      const vaultName = vaultNames[column]
      if (!right || vaultName === undefined) return []
      const environment = directory.environment(vaultName)
      const subscription = directory.subscription(vaultName)
      return { id: `${principal.id} ${vaultName}`, principal, vaultName, environment, subscription, right }
    })
  })
}

const columns: readonly (readonly [head: string, text: (row: AccessRow) => string])[] = [
  ['Principal', ({ principal }) => principal.name],
  ['Principal id', ({ principal }) => principal.id],
  ['Type', ({ principal }) => principalTypeWords[principal.type]],
  ['Vault', ({ vaultName }) => vaultName],
  ['Environment', ({ environment }) => environment],
  ['Subscription', ({ subscription }) => subscription],
  ['Highest right', ({ right }) => rightWords[right.highest].label],
  ['All rights', ({ right }) => right.rights.map((one) => rightWords[one].label).join(', ')],
  ['How', ({ right }) => howText(right)],
]

export function accessExport(rows: readonly AccessRow[]): ExportTable {
  return {
    fileName: 'access',
    head: columns.map(([head]) => head),
    rows: rows.map((row) => columns.map(([, text]) => text(row))),
  }
}
