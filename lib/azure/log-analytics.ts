import 'server-only'
import { LogsQueryResultStatus, type LogsTable } from '@azure/monitor-query-logs'
import type * as z from 'zod/mini'
import { config } from '../config.ts'
import { AzureCallError, type QueryFault } from './azure-call-error.ts'
import { stopIfClientIsGone } from './client-gone.ts'
import { logsQueryClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { ProblemError } from './problem-error.ts'

/** What a workspace answered: a table, perhaps with a reason why it is not all; or where the query is wrong. */
export type LogsAnswer = LogsRows | { fault: QueryFault }

interface LogsRows {
  table: LogsTable
  partialReason?: string
  /** What the query's `render` says, as Kusto writes it down; only where it was asked for. */
  visualization?: unknown
}

/** Instants, the end not included. */
export interface Period {
  from: Date
  to: Date
}

/**
 * Runs a query in one workspace, as the caller. A query that is wrong and a result that is cut off are answers; what ends
 * the query otherwise is thrown: `forbidden`, `throttled`, `timed_out`, `not_found`.
 * @param workspaceId the workspace's GUID
 * @param query a saved one, or the text that a person wrote
 */
export async function queryLogs(
  azure: AzureContext,
  workspaceId: string,
  query: string,
  { from, to }: Period,
  options: { includeVisualization?: boolean } = {},
): Promise<LogsAnswer> {
  stopIfClientIsGone(azure)
  // Log Analytics gives up before the call does, so that its reason arrives.
  const serverTimeoutInSeconds = Math.max(1, config().limits.azureCallSeconds - 2)
  try {
    const result = await logsQueryClient(azure).queryWorkspace(
      workspaceId,
      query,
      { startTime: from, endTime: to },
      { ...options, serverTimeoutInSeconds },
    )
    const { visualization } = result
    if (result.status === LogsQueryResultStatus.Success) return { table: firstOf(result.tables), visualization }
    const { partialError, partialTables } = result
    return {
      table: firstOf(partialTables),
      visualization,
      partialReason: partialError.details?.[0]?.message || partialError.message,
    }
  } catch (error) {
    if (error instanceof AzureCallError && error.queryFault) return { fault: error.queryFault }
    throw refusalOf(error)
  }
}

function firstOf(tables: readonly LogsTable[]): LogsTable {
  return tables[0] ?? { name: 'PrimaryResult', columnDescriptors: [], rows: [] }
}

/** The rows of a saved query by their columns' names; one of another shape is left out. */
export function recordsOf<T>(schema: z.ZodMiniType<T>, { columnDescriptors, rows }: LogsTable): T[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(Object.fromEntries(columnDescriptors.map(({ name }, at) => [name, row[at]])))
    return parsed.success ? [parsed.data] : []
  })
}

/** Log Analytics says some things in a way of its own. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof AzureCallError)) return error
  const { problem } = problemOf(error)
  if (error.statusCode === 504) {
    return new ProblemError({
      ...problem,
      code: 'timed_out',
      message: 'The query did not end in time.',
      remedy: 'Ask for a shorter period or for fewer vaults.',
    })
  }
  if (error.statusCode !== 403) return error
  return new ProblemError({
    ...problem,
    code: 'forbidden',
    message: 'You may not query this workspace.',
    remedy: 'Log Analytics Reader on the workspace lets you.',
  })
}
