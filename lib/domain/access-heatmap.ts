import * as z from 'zod/mini'
import { AuditQuery } from './audit-reading.ts'
import { VaultCoverage } from './log-coverage.ts'
import { Problem } from './problem.ts'
import { PrincipalType } from './role-assignment.ts'

/** A heatmap is so large at most; what reaches least is left out, and told. */
export const heatmapLimits = { principals: 500, columns: 200 } as const

/** What is asked: callers against vaults, or against the objects of a few vaults. */
export const HeatmapQuery = z.extend(
  z.pick(AuditQuery, { from: true, to: true, vaults: true, objects: true, callers: true, console: true }),
  { by: z.optional(z.enum(['vault', 'object'])) },
)
export type HeatmapQuery = z.infer<typeof HeatmapQuery>

/** A row's caller: by the directory, else as its own token called it. */
const HeatmapPrincipal = z.object({
  /** Object id, lower case; empty where the log does not say. */
  id: z.string(),
  name: z.string(),
  type: z.nullable(PrincipalType),
  /** An address, or the resource that an identity belongs to. */
  detail: z.optional(z.string()),
})
export type HeatmapPrincipal = z.infer<typeof HeatmapPrincipal>

/** Who reached what how often: labels and a matrix, since rows of their own would be four times as long. */
export const AccessHeatmap = z.object({
  by: z.enum(['vault', 'object']),
  /** The widest reach first. */
  principals: z.array(HeatmapPrincipal),
  /** Vaults, or objects as `vault/secrets/name`; what was reached comes first, by reach. */
  columns: z.array(z.string()),
  /** Row by row, a count for each column. */
  calls: z.array(z.number()),
  /** Of those, the ones that were refused: how far on in `calls`, and how many, in turns. `refusalsOf` reads it. */
  refused: z.array(z.number()),
  /** How many callers and columns the logs have; more than are here where some are left out. */
  total: z.object({ principals: z.number(), columns: z.number() }),
  coverage: z.array(VaultCoverage),
  /** What was asked, as it can be pasted into the portal, and where. */
  queries: z.array(z.object({ workspaceName: z.string(), text: z.string() })),
  problems: z.array(Problem),
})
export type AccessHeatmap = z.infer<typeof AccessHeatmap>

/** The vault of a column. */
export const vaultOfColumn = (column: string): string => column.split('/')[0] ?? ''

/** One cell as a workspace tells it. */
export interface CountedCell {
  principalId: string
  column: string
  calls: number
  refused: number
}

/**
 * The part of a heatmap that counts: its axes by reach within the limits, and its cells.
 * @param uncalled columns that are told though they may have no cell, as far as there is room
 */
export function heatmapOf(
  cells: readonly CountedCell[],
  uncalled: readonly string[] = [],
  limits: { principals: number; columns: number } = heatmapLimits,
): Pick<AccessHeatmap, 'columns' | 'calls' | 'refused'> & { principalIds: string[] } {
  const principalIds = byReach(cells, ({ principalId }) => principalId).slice(0, limits.principals)
  const called = byReach(cells, ({ column }) => column)
  const isCalled = new Set(called)
  const others = uncalled.filter((name) => !isCalled.has(name.toLowerCase()))
  const columns = [...called, ...others].slice(0, limits.columns)
  const rowOf = new Map(principalIds.map((id, row) => [id, row]))
  const placeOf = new Map(columns.map((column, place) => [column, place]))
  const calls = Array.from({ length: principalIds.length * columns.length }, () => 0)
  const refusals: [place: number, count: number][] = []
  for (const cell of cells) {
    const row = rowOf.get(cell.principalId)
    const column = placeOf.get(cell.column)
    if (row === undefined || column === undefined) continue
    const place = row * columns.length + column
    calls[place] = cell.calls
    if (cell.refused > 0) refusals.push([place, cell.refused])
  }
  refusals.sort(([left], [right]) => left - right)
  let last = 0
  const refused = refusals.flatMap(([place, count]) => {
    const gap = place - last
    last = place
    return [gap, count]
  })
  return { principalIds, columns, calls, refused }
}

/** Places in `calls` with their refused calls, from the left to the right and down. */
export function* refusalsOf(refused: readonly number[]): Generator<readonly [place: number, count: number]> {
  let place = 0
  for (let at = 0; at < refused.length; at += 2) {
    place += refused[at] ?? 0
    yield [place, refused[at + 1] ?? 0]
  }
}

/** Names by how many cells they have, then by calls, then by name. */
function byReach(cells: readonly CountedCell[], nameOf: (cell: CountedCell) => string): string[] {
  const found = new Map<string, { reach: number; calls: number }>()
  for (const cell of cells) {
    const name = nameOf(cell)
    const { reach, calls } = found.get(name) ?? { reach: 0, calls: 0 }
    found.set(name, { reach: reach + 1, calls: calls + cell.calls })
  }
  return [...found]
    .sort(
      ([leftName, left], [rightName, right]) =>
        right.reach - left.reach || right.calls - left.calls || (leftName < rightName ? -1 : 1),
    )
    .map(([name]) => name)
}
