import { vaultOfColumn } from '@/lib/domain/access-heatmap.ts'
import { utcMinute } from '@/lib/domain/audit-period.ts'
import { type CellState, cellStateOf } from '@/lib/domain/heat-grid.ts'
import type { HeatmapView } from '@/lib/domain/heatmap-view.ts'
import { coverageWords, type VaultCoverage } from '@/lib/domain/log-coverage.ts'
import { rightWords } from '../access/access-words.ts'
import type { GridPlace } from '../access/grid-keys.ts'
import type { ReadRights } from './use-heatmap-rights.ts'

export const stateWords: Record<CellState, string> = {
  used: 'Used',
  partlyRefused: 'Used, some refused',
  refused: 'Refused',
  unused: 'Right not used',
  notLogged: 'Not logged',
  none: 'No call',
}

const counted = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'call' : 'calls'}`

export interface KnownOfCells {
  coverage: ReadonlyMap<string, VaultCoverage>
  rights: ReadRights | undefined
  /** When the period begins, Unix milliseconds. */
  fromMs: number
}

/** What a cell says, as a sentence without its end. */
export function describeCell(
  { grid, principals, columns }: HeatmapView,
  { row, column }: GridPlace,
  { coverage, rights, fromMs }: KnownOfCells,
): string {
  const place = row * grid.columnCount + column
  const vaultName = vaultOfColumn(columns[column] ?? '')
  const count = grid.calls[place] ?? 0
  const refused = grid.refused[place] ?? 0
  const right = rights?.reading(principals[row]?.id ?? '', vaultName)
  const could = !rights
    ? ''
    : right
      ? `; can now: ${right.rights.map((one) => rightWords[one].label.toLowerCase()).join(', ')}`
      : '; no right to its data that is seen here'
  const provenFromMs = coverage.get(vaultName.toLowerCase())?.provenFromMs ?? fromMs
  const since = provenFromMs > fromMs ? ` since ${utcMinute(provenFromMs)} UTC, where its log begins` : ''
  switch (cellStateOf(grid, place)) {
    case 'used':
      return `${counted(count)}${could}`
    case 'partlyRefused':
      return `${counted(count)}, ${refused.toLocaleString('en')} refused${could}`
    case 'refused':
      return `${counted(count)}, ${count === 1 ? 'refused' : 'all refused'}${could}`
    case 'unused':
      return `no call${since}${could}`
    case 'none':
      return `no call${since}${could}`
    case 'notLogged':
      return `not known: ${unknownWhy(coverage.get(vaultName.toLowerCase()))}${could}`
  }
}

function unknownWhy(coverage: VaultCoverage | undefined): string {
  if (!coverage) return 'nothing is known of its log'
  if (coverage.state === 'logged') return 'it was not logged for all of this time'
  return `the vault ${coverageWords[coverage.state].what.replace(/\.$/, '')}`
}
