import type { BulkLedger, BulkState, LedgerItem } from '@/lib/domain/bulk.ts'
import type { Problem } from '@/lib/domain/problem.ts'

export interface BulkCalls {
  /** Makes the change to one object: one call of our API. Rejects with what `toProblem` understands. */
  send(item: LedgerItem): Promise<void>
  /** Whether the change is made, by reading alone; null where that cannot be read. */
  look(item: LedgerItem): Promise<boolean | null>
  toProblem(error: unknown): Problem
}

export interface BulkRun {
  ledger: BulkLedger
  calls: BulkCalls
  onChange(ledger: BulkLedger): void
  /** Aborted to stop: what is under way ends, nothing new begins. */
  signal: AbortSignal
  /** Waits that many milliseconds, or until the signal. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

const concurrency = 4
const lostReason = 'The answer was lost, and it cannot be read whether the change was made. Look at the object itself.'
const notMadeReason = 'The answer was lost; a look afterwards showed that the change was not made.'

/**
 * Runs what waits in a ledger. Every change is sent once: an answer that is lost is followed by a look, never by the
 * change again. Our own limit of writes in a minute is no failure, since nothing was done: the item waits and goes on.
 */
export async function runBulk({ ledger, calls, onChange, signal, wait }: BulkRun): Promise<BulkLedger> {
  let current = ledger
  let notBefore = 0
  const settle = (index: number, state: BulkState, reason = '', refused?: LedgerItem['refused']) => {
    const items = current.items.map((item, at) => {
      if (at !== index) return item
      const { refused: _, ...rest } = item
      return { ...rest, state, reason, ...(refused && { refused }) }
    })
    current = { ...current, items }
    onChange(current)
  }

  const reconcile = async (index: number, item: LedgerItem) => {
    const isMade = await calls.look(item).catch(() => null)
    if (isMade === null) settle(index, 'unknown', lostReason)
    else settle(index, isMade ? 'done' : 'failed', isMade ? '' : notMadeReason)
  }

  const send = async (index: number, item: LedgerItem) => {
    settle(index, 'running')
    try {
      await calls.send(item)
      settle(index, 'done')
    } catch (error) {
      const problem = calls.toProblem(error)
      if (problem.code === 'rate_limited') {
        notBefore = Math.max(notBefore, Date.now() + (problem.retryAfterSeconds ?? 1) * 1_000)
        settle(index, 'waiting')
      } else if (problem.code === 'outcome_unknown') {
        settle(index, 'unknown')
        await reconcile(index, item)
      } else {
        const { code, refusal } = problem
        const refused = refusal && { code, ...(refusal.action && { action: refusal.action }) }
        settle(index, 'failed', problem.message, refused)
      }
    }
  }

  const next = () => current.items.findIndex(({ state }) => state === 'waiting')
  const worker = async () => {
    for (let index = next(); index >= 0 && !signal.aborted; index = next()) {
      const pauseMs = notBefore - Date.now()
      if (pauseMs > 0) {
        await wait(pauseMs, signal)
        continue
      }
      const item = current.items[index]
      if (item) await send(index, item)
    }
  }

  // What a reload left open is settled first, by reading.
  for (const [index, item] of current.items.entries()) {
    if (item.state === 'unknown' && !signal.aborted) await reconcile(index, item)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  return current
}
