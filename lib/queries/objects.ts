import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { ObjectRow } from '../domain/object.ts'
import { failedReadings, gatherObjects, type ObjectInventory, withChange } from '../domain/object-inventory.ts'
import { ObjectPage } from '../domain/object-page.ts'
import { api } from '../routes.ts'
import { apiPages } from './fetcher.ts'
import { stopReading, untilStopped } from './object-reading.ts'

const queryKey = ['objects'] as const
const freshMs = 5 * 60_000
/** Every publication sorts, filters and draws anew: often at first, so that rows appear at once, then less so. */
const publishEveryMs = (rowCount: number) => (rowCount < 5_000 ? 250 : 1_000)

/** Asked to read what failed alone, at the next reading. */
const retries = new WeakSet<QueryClient>()

export const objectQueries = {
  /**
   * Every object of every vault the person can see: one reading for all pages, which goes on when the page is left.
   * @param openedVaults names that no list of Azure's may tell, read after it
   */
  all: (openedVaults: readonly string[]) =>
    queryOptions<ObjectInventory>({
      queryKey,
      // The signal of the query is left alone: whoever looks at another page meanwhile finds the reading further on.
      queryFn: ({ client }) => readObjects(client, openedVaults),
      staleTime: freshMs,
      gcTime: 6 * freshMs,
      // Comparing 50,000 rows one by one at each publication would cost more than drawing them.
      structuralSharing: false,
    }),
}

/** What has been read so far, for whoever wants to look something up without reading anything. */
export function loadedObjects(client: QueryClient): ObjectInventory | undefined {
  return client.getQueryData<ObjectInventory>(queryKey)
}

/** Shows a change that was made to one object, or that it is gone, where the list over all vaults has been read. */
export function changeObject(
  client: QueryClient,
  place: Pick<ObjectRow, 'vaultName' | 'kind' | 'name'>,
  change: Partial<ObjectRow> | null,
): void {
  client.setQueryData<ObjectInventory>(
    queryKey,
    (inventory) => inventory && { ...inventory, entries: withChange(inventory.entries, place, change) },
  )
}

/** Reads again, all or only what failed. */
export function reloadObjects(client: QueryClient, what: 'all' | 'failed'): Promise<void> {
  if (what === 'failed') retries.add(client)
  return client.refetchQueries({ queryKey }, { cancelRefetch: false })
}

/** Ends the reading; what has come stays. */
export function cancelObjects(client: QueryClient): void {
  stopReading(client, 'objects')
}

async function readObjects(client: QueryClient, openedVaults: readonly string[]): Promise<ObjectInventory> {
  const before = loadedObjects(client) ?? null
  const isWhole = !retries.delete(client) || before === null
  const gathered = gatherObjects(before, { isWhole, nowMs: Date.now() })
  const publish = publisher((isCancelled) => client.setQueryData(queryKey, gathered.snapshot(isCancelled)))
  const read = async (signal: AbortSignal, asked?: Parameters<typeof api.objects>[0]) => {
    for await (const page of apiPages(ObjectPage, api.objects(asked), { signal })) {
      if (signal.aborted) return
      gathered.add(page)
      publish.soon(page.totals.objects)
    }
  }
  try {
    const isStopped = await untilStopped(client, 'objects', async (signal) => {
      if (!isWhole) {
        for (const asked of failedReadings(before)) await read(signal, asked)
        return
      }
      await read(signal)
      const known = new Set(gathered.snapshot(false).statuses.map(({ vaultName }) => vaultName))
      const others = openedVaults.filter((name) => !known.has(name))
      if (others.length > 0) await read(signal, { vaults: others })
      gathered.forgetUnmet()
    })
    return gathered.snapshot(isStopped)
  } catch (error) {
    publish.now()
    throw error
  } finally {
    publish.end()
  }
}

/** Publishes at most so often, and the last arrival always. */
function publisher(write: (isCancelled: boolean) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isFirst = true
  const end = () => {
    clearTimeout(timer)
    timer = undefined
  }
  const now = () => {
    end()
    write(false)
  }
  return {
    soon(rowCount: number) {
      timer ??= setTimeout(now, isFirst ? 0 : publishEveryMs(rowCount))
      isFirst = false
    },
    now,
    end,
  }
}
