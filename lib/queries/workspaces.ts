import { queryOptions } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { LogWorkspace } from '../domain/logging-setting.ts'
import { SavedQueryFiles } from '../domain/saved-query-file.ts'
import { QueryAnswer } from '../domain/workspace-query.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'

export const workspaceQueries = {
  /** The Log Analytics workspaces that the person can see. Whether they may query one it tells when it is asked. */
  list: () =>
    queryOptions({
      queryKey: ['workspaces', 'list'],
      queryFn: ({ signal }) => apiFetch(z.object({ items: z.array(LogWorkspace) }), api.logWorkspaces(), { signal }),
    }),

  /** The queries that come with Strongroom. They change with its version only. */
  savedQueries: () =>
    queryOptions({
      queryKey: ['workspaces', 'savedQueries'],
      queryFn: ({ signal }) => apiFetch(SavedQueryFiles, api.savedQueries(), { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
}

export interface AskedQuery {
  workspaceId: string
  text: string
  from: Date
  to: Date
}

/** Runs a query. Its result is kept by who asked, and nowhere else. @throws ApiError, or an AbortError when `signal` ends it */
export function runWorkspaceQuery(
  { workspaceId, text, from, to }: AskedQuery,
  signal: AbortSignal,
): Promise<QueryAnswer> {
  const body = { text, from: from.toISOString(), to: to.toISOString() }
  return apiFetch(QueryAnswer, api.workspaceQuery(workspaceId), { method: 'POST', body, changesNothing: true, signal })
}
