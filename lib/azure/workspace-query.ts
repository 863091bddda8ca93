import 'server-only'
import type { LogsTable } from '@azure/monitor-query-logs'
import * as z from 'zod/mini'
import { config } from '../config.ts'
import { kqlRefusal } from '../domain/kql-refusal.ts'
import type { QueryAnswer, QueryChart, WorkspaceQuery } from '../domain/workspace-query.ts'
import type { AzureContext } from './context.ts'
import { queryLogs } from './log-analytics.ts'
import { ProblemError } from './problem-error.ts'

/** As many rows as the portal shows. */
const mostRows = 30_000
/** Of JSON: a browser is slow with more, and rows can be wide. */
const mostCharacters = 24 * 1024 * 1024
/** Log Analytics runs five queries of a person at once; one is left to the other pages. */
const mostAtOnce = 4

const running = new Map<string, number>()

/**
 * Runs a query that a person wrote, as that person. It ends with its request. What is wrong with it is an answer, and so
 * is a part of the rows; nothing of its text is logged.
 * @throws {ProblemError} invalid_request, rate_limited, forbidden, not_found, throttled, timed_out
 */
export async function queryWorkspace(
  azure: AzureContext,
  workspaceId: string,
  { text, from, to }: WorkspaceQuery,
): Promise<QueryAnswer> {
  if (from >= to) throw new ProblemError({ code: 'invalid_request', message: 'The period ends before it begins.' })
  const refusal = kqlRefusal(text, config().otherQuerySources === 'allowed')
  if (refusal) return { fault: refusal, by: 'Strongroom' }
  const answer = await inTurn(azure.caller.objectId, () =>
    queryLogs(azure, workspaceId, text, { from, to }, { includeVisualization: true }),
  )
  if ('fault' in answer) return { fault: answer.fault, by: 'Log Analytics' }
  const { table, partialReason } = answer
  const rows = fitting(table)
  const chart = chartOf(answer.visualization)
  return {
    columns: table.columnDescriptors.map(({ name = '', type = 'string' }) => ({ name, type })),
    rows,
    ...(rows.length < table.rows.length && { allRows: table.rows.length }),
    ...(partialReason && { partialReason }),
    ...(chart && { chart }),
  }
}

async function inTurn<T>(objectId: string, run: () => Promise<T>): Promise<T> {
  const count = running.get(objectId) ?? 0
  if (count >= mostAtOnce) {
    throw new ProblemError({
      code: 'rate_limited',
      message: `${mostAtOnce} queries of yours are running.`,
      remedy: 'Wait for one to end, or cancel one.',
      retryAfterSeconds: 5,
    })
  }
  running.set(objectId, count + 1)
  try {
    return await run()
  } finally {
    const left = (running.get(objectId) ?? 1) - 1
    if (left > 0) running.set(objectId, left)
    else running.delete(objectId)
  }
}

function fitting({ rows }: LogsTable): unknown[][] {
  let characters = 0
  const end = rows.findIndex((row, index) => {
    characters += JSON.stringify(row).length
    return index >= mostRows || characters > mostCharacters
  })
  return end < 0 ? rows : rows.slice(0, end)
}

const Names = z.union([z.array(z.string()), z.string()])

const Visualization = z.object({
  visualization: z.string(),
  title: z.nullish(z.string()),
  xColumn: z.nullish(z.string()),
  yColumns: z.nullish(Names),
  series: z.nullish(Names),
})

function chartOf(told: unknown): QueryChart | undefined {
  const parsed = Visualization.safeParse(told)
  if (!parsed.success) return undefined
  const { visualization, title, xColumn, yColumns, series } = parsed.data
  const list = (names: string | string[]) => (typeof names === 'string' ? names.split(',') : names)
  return {
    kind: visualization.toLowerCase(),
    ...(title && { title }),
    ...(xColumn && { xColumn }),
    ...(yColumns && { yColumns: list(yColumns) }),
    ...(series && { seriesColumns: list(series) }),
  }
}
