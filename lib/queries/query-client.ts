import { QueryClient } from '@tanstack/react-query'
import type { ApiError } from './api-error.ts'
import { stopReading } from './object-reading.ts'

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiError
  }
}

const clients = new Map<string, QueryClient>()

/**
 * The cache of one signed-in person, by MSAL's home account id: one person's rows are never another's. Nothing is asked
 * again by itself, since every question is a call to Azure under the person's name and stands in its log.
 */
export function queryClientFor(homeAccountId: string): QueryClient {
  let client = clients.get(homeAccountId)
  if (!client) {
    client = new QueryClient({
      defaultOptions: {
        queries: { retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, staleTime: 60_000 },
        mutations: { retry: false },
      },
    })
    clients.set(homeAccountId, client)
  }
  return client
}

/** Forgets everything of everybody; at sign-out and before another person signs in. */
export function destroyQueryClients(): void {
  for (const client of clients.values()) {
    client.cancelQueries()
    stopReading(client, 'objects')
    stopReading(client, 'deleted')
    client.clear()
  }
  clients.clear()
}
