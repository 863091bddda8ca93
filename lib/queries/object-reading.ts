import type { QueryClient } from '@tanstack/react-query'
import type { ObjectCheck } from '../domain/object-check.ts'

/** The readings of all vaults that are under way, by whose cache they fill and what they read. */
const readings = new WeakMap<QueryClient, Map<WhatIsRead, AbortController>>()
type WhatIsRead = 'objects' | 'deleted' | ObjectCheck

/**
 * Runs a reading that stopReading can end.
 * @returns whether it was ended so; what ended it otherwise is thrown
 */
export async function untilStopped(
  client: QueryClient,
  what: WhatIsRead,
  read: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const controller = new AbortController()
  const own = readings.get(client) ?? new Map<WhatIsRead, AbortController>()
  readings.set(client, own.set(what, controller))
  try {
    await read(controller.signal)
    return controller.signal.aborted
  } catch (error) {
    if (controller.signal.aborted) return true
    throw error
  } finally {
    if (own.get(what) === controller) own.delete(what)
  }
}

/** Ends the reading under way; Azure is asked no more. */
export function stopReading(client: QueryClient, what: WhatIsRead): void {
  readings.get(client)?.get(what)?.abort()
}
