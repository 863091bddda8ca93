import * as z from 'zod/mini'
import { AuditQuery } from './audit-reading.ts'
import { cellMark, type HeatGrid } from './heat-grid.ts'
import { isZeroProven, VaultCoverage } from './log-coverage.ts'
import { Principal } from './principal.ts'
import { Problem } from './problem.ts'

export const HoursQuery = z.pick(AuditQuery, {
  from: true,
  to: true,
  vaults: true,
  objects: true,
  callers: true,
  console: true,
})
export type HoursQuery = z.infer<typeof HoursQuery>

/** How many calls there were in each hour that had any. */
export const AccessHours = z.object({
  hours: z.array(z.object({ startMs: z.number(), calls: z.number(), refused: z.number() })),
  /** The callers that were asked for, by the directory. */
  principals: z.array(Principal),
  coverage: z.array(VaultCoverage),
  queries: z.array(z.object({ workspaceName: z.string(), text: z.string() })),
  problems: z.array(Problem),
})
export type AccessHours = z.infer<typeof AccessHours>

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Hours of the day against days, both of Coordinated Universal Time. */
export interface HourView {
  grid: HeatGrid
  /** When the first day begins, Unix milliseconds. */
  firstDayMs: number
}

/**
 * An hour without calls is proven where every vault that was asked for was logged by its beginning; hours that lie outside
 * of what was asked are not.
 */
export function hourView(
  { hours, coverage }: Pick<AccessHours, 'hours' | 'coverage'>,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): HourView {
  const firstDayMs = Math.floor(fromMs / dayMs) * dayMs
  const columnCount = Math.max(1, Math.ceil((toMs - firstDayMs) / dayMs))
  const size = 24 * columnCount
  const grid: HeatGrid = {
    rowCount: 24,
    columnCount,
    calls: new Uint32Array(size),
    refused: new Uint32Array(size),
    marks: new Uint8Array(size),
  }
  const provenFromMs = coverage.reduce(
    (latest, one) => Math.max(latest, isZeroProven(one, toMs) ? (one.provenFromMs ?? toMs) : Number.POSITIVE_INFINITY),
    fromMs,
  )
  for (let place = 0; place < size; place++) {
    const startMs = hourAt({ grid, firstDayMs }, place)
    if (startMs < provenFromMs || startMs >= toMs) grid.marks[place] = cellMark.unproven
  }
  for (const { startMs, calls, refused } of hours) {
    const column = Math.floor((startMs - firstDayMs) / dayMs)
    if (column < 0 || column >= columnCount) continue
    const place = Math.floor((startMs % dayMs) / hourMs) * columnCount + column
    grid.calls[place] = calls
    grid.refused[place] = refused
  }
  return { grid, firstDayMs }
}

/** When the hour of a cell begins, Unix milliseconds. */
export function hourAt({ grid, firstDayMs }: HourView, place: number): number {
  return firstDayMs + (place % grid.columnCount) * dayMs + Math.floor(place / grid.columnCount) * hourMs
}
