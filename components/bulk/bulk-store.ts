import { bulkLedgers } from '@/lib/auth/tab-memory.ts'
import { afterReload, BulkLedger, type BulkState } from '@/lib/domain/bulk.ts'
import { type BulkCalls, runBulk } from './run-bulk.ts'

/** A bulk change as its page shows it. */
export interface HeldBulk {
  ledger: BulkLedger
  isRunning: boolean
  /** Until then, Unix milliseconds, it waits for our own limit of changes in a minute; null while it does not. */
  pausedUntilMs: number | null
}

const held = new Map<string, HeldBulk | null>()
const stops = new Map<string, AbortController>()
const listeners = new Set<() => void>()

/** Runs outlive the table they were begun in; a reload finds their ledger in the tab's own storage. */
export const bulkStore = {
  subscribe(listener: () => void) {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },

  /** The change under this key that is running or has not been dismissed. The key names person, vault and list. */
  read(key: string): HeldBulk | null {
    let found = held.get(key)
    if (found === undefined) {
      found = fromStorage(key)
      held.set(key, found)
    }
    return found
  },

  /** Begins, or goes on with what waits. */
  async run(key: string, ledger: BulkLedger, calls: BulkCalls): Promise<void> {
    if (held.get(key)?.isRunning) return
    const stop = new AbortController()
    stops.set(key, stop)
    write(key, { ledger, isRunning: true, pausedUntilMs: null })
    const result = await runBulk({
      ledger,
      calls,
      onChange: (next) =>
        write(key, { ledger: next, isRunning: true, pausedUntilMs: held.get(key)?.pausedUntilMs ?? null }),
      signal: stop.signal,
      wait: (ms, signal) => pause(key, ms, signal),
    })
    stops.delete(key)
    write(key, { ledger: result, isRunning: false, pausedUntilMs: null })
  },

  /** Lets what is under way end, and begins nothing more. */
  stop(key: string): void {
    stops.get(key)?.abort()
  },

  /** Forgets a change that is over. */
  dismiss(key: string): void {
    if (held.get(key)?.isRunning) return
    write(key, null)
  },
}

/** A ledger in which what is in these states waits again. */
export function withWaiting(ledger: BulkLedger, states: readonly BulkState[]): BulkLedger {
  return {
    ...ledger,
    items: ledger.items.map((item) => (states.includes(item.state) ? { ...item, state: 'waiting', reason: '' } : item)),
  }
}

async function pause(key: string, ms: number, signal: AbortSignal): Promise<void> {
  const now = held.get(key)
  if (now) write(key, { ...now, pausedUntilMs: Date.now() + ms })
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
  const then = held.get(key)
  if (then) write(key, { ...then, pausedUntilMs: null })
}

function write(key: string, next: HeldBulk | null): void {
  held.set(key, next)
  if (next) bulkLedgers.write(key, JSON.stringify(next.ledger))
  else bulkLedgers.forget(key)
  for (const listener of listeners) listener()
}

function fromStorage(key: string): HeldBulk | null {
  const text = bulkLedgers.read(key)
  if (text === null) return null
  try {
    return { ledger: afterReload(BulkLedger.parse(JSON.parse(text))), isRunning: false, pausedUntilMs: null }
  } catch {
    // Of another version of this page, and of no use to this one.
    bulkLedgers.forget(key)
    return null
  }
}
