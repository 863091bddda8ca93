import type { QueryClient } from '@tanstack/react-query'

/** The reading of all vaults that is under way, by whose cache it fills. */
const readings = new Map<QueryClient, AbortController>()

/**
 * Runs a reading that stopReading can end.
 * @returns whether it was ended so; what ended it otherwise is thrown
 */
export async function untilStopped(
  client: QueryClient,
  read: (signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const controller = new AbortController()
  readings.set(client, controller)
  try {
    await read(controller.signal)
    return controller.signal.aborted
  } catch (error) {
    if (controller.signal.aborted) return true
    throw error
  } finally {
    if (readings.get(client) === controller) readings.delete(client)
  }
}

/** Ends the reading under way; Azure is asked no more. */
export function stopReading(client: QueryClient): void {
  readings.get(client)?.abort()
}
