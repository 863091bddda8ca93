import { type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  type CheckFindings,
  CheckLine,
  nothingChecked,
  type ObjectCheck,
  withCheckLine,
} from '../domain/object-check.ts'
import { api } from '../routes.ts'
import { apiPages } from './fetcher.ts'
import { stopReading, untilStopped } from './object-reading.ts'

const queryKey = (check: ObjectCheck) => ['checks', check] as const
const publishEveryMs = 1_000

/**
 * What a check of all vaults has found. It costs a call for each object, or more: nothing asks for it but a person, and
 * what they got stays until they ask again.
 * @param openedVaults names that no list of Azure's may tell, read after it
 */
export const objectCheck = (check: ObjectCheck, openedVaults: readonly string[]) =>
  queryOptions<CheckFindings>({
    queryKey: queryKey(check),
    queryFn: ({ client }) => readCheck(client, check, openedVaults),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
    structuralSharing: false,
  })

/** Ends the check; what it has found stays. */
export function cancelCheck(client: QueryClient, check: ObjectCheck): void {
  stopReading(client, check)
}

async function readCheck(
  client: QueryClient,
  check: ObjectCheck,
  openedVaults: readonly string[],
): Promise<CheckFindings> {
  let found = nothingChecked(Date.now())
  let publishedAtMs = 0
  const read = async (signal: AbortSignal, asked?: Parameters<typeof api.objects>[0]) => {
    for await (const line of apiPages(CheckLine, api.checks(check, asked), { signal })) {
      if (signal.aborted) return
      found = withCheckLine(found, line)
      // Each publication draws the lists anew.
      if (Date.now() - publishedAtMs < publishEveryMs) continue
      publishedAtMs = Date.now()
      client.setQueryData(queryKey(check), found)
    }
  }
  const isCancelled = await untilStopped(client, check, async (signal) => {
    await read(signal)
    const known = new Set(found.statuses.map(({ vaultName }) => vaultName))
    const others = openedVaults.filter((name) => !known.has(name))
    if (others.length > 0) await read(signal, { vaults: others })
  })
  return { ...found, isCancelled }
}
