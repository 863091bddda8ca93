import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { LogWorkspace, type NewLogging } from '../domain/logging-setting.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'

export const loggingQueries = {
  /** The workspaces that the person can see. Whether they may send to one it tells when it is tried. */
  workspaces: () =>
    queryOptions({
      queryKey: ['workspaces', 'list'],
      queryFn: ({ signal }) => apiFetch(z.object({ items: z.array(LogWorkspace) }), api.logWorkspaces(), { signal }),
    }),
}

const Switched = z.object({ name: z.string(), workspaceName: z.string() })

/** Sends a vault's calls to a workspace from now on. What the logs say is read again. */
export function useSwitchLoggingOn(vaultName: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: NewLogging) => apiFetch(Switched, api.diagnosticSettings(vaultName), { method: 'POST', body }),
    onSuccess: () => void cache.invalidateQueries({ queryKey: ['audit'] }),
  })
}
