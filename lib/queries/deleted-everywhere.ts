import { type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  type DeletedEverywhere,
  nothingDeleted,
  withDeletedPage,
  withoutFailed,
  withoutRemoved,
} from '../domain/deleted-everywhere.ts'
import { DeletedLinePage } from '../domain/deleted-page.ts'
import { failedReadings } from '../domain/object-inventory.ts'
import { api } from '../routes.ts'
import { deletedEverywhereKey } from './deleted-objects.ts'
import { apiPages } from './fetcher.ts'
import { stopReading, untilStopped } from './object-reading.ts'

/** Asked to read what failed alone, at the next reading. */
const retries = new WeakSet<QueryClient>()

/**
 * What is deleted in every vault the person can see; rows appear as vaults answer.
 * @param openedVaults names that no list of Azure's may tell, read after it
 */
export const deletedEverywhere = (openedVaults: readonly string[]) =>
  queryOptions<DeletedEverywhere>({
    queryKey: deletedEverywhereKey,
    // The signal of the query is left alone: whoever looks at another page meanwhile finds the reading further on.
    queryFn: ({ client }) => readDeleted(client, openedVaults),
  })

/** Reads again, all or only what failed. */
export function reloadDeleted(client: QueryClient, what: 'all' | 'failed'): Promise<void> {
  if (what === 'failed') retries.add(client)
  return client.refetchQueries({ queryKey: deletedEverywhereKey }, { cancelRefetch: false })
}

/** Ends the reading; what has come stays. */
export function cancelDeleted(client: QueryClient): void {
  stopReading(client, 'deleted')
}

async function readDeleted(client: QueryClient, openedVaults: readonly string[]): Promise<DeletedEverywhere> {
  const before = client.getQueryData<DeletedEverywhere>(deletedEverywhereKey)
  const isPartial = retries.delete(client) && before !== undefined
  const isShown = isPartial || !before
  let found = isPartial ? withoutFailed(before) : nothingDeleted(Date.now())
  if (isPartial) client.setQueryData(deletedEverywhereKey, found)
  const read = async (signal: AbortSignal, asked?: Parameters<typeof api.deleted>[0]) => {
    for await (const page of apiPages(DeletedLinePage, api.deleted(asked), { signal })) {
      if (signal.aborted) return
      // What is shown may have been recovered or purged meanwhile: the cache knows, this reading does not.
      if (isShown) found = client.getQueryData<DeletedEverywhere>(deletedEverywhereKey) ?? found
      found = withDeletedPage(found, page)
      if (isShown) client.setQueryData(deletedEverywhereKey, found)
    }
  }
  const isCancelled = await untilStopped(client, 'deleted', async (signal) => {
    if (isPartial) {
      for (const asked of failedReadings(before)) await read(signal, asked)
      return
    }
    await read(signal)
    const known = new Set(found.statuses.map(({ vaultName }) => vaultName))
    const others = openedVaults.filter((name) => !known.has(name))
    if (others.length > 0) await read(signal, { vaults: others })
  })
  const now = client.getQueryData<DeletedEverywhere>(deletedEverywhereKey)
  // A whole list that is read again is replaced as a whole, so that no row vanishes for a moment.
  const whole = isShown || !before || !now ? (now ?? found) : withoutRemoved(found, before, now)
  return { ...whole, isCancelled }
}
