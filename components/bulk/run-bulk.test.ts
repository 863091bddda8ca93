import { describe, expect, test } from 'vitest'
import { type BulkLedger, countStates, type LedgerItem } from '@/lib/domain/bulk.ts'
import type { Problem } from '@/lib/domain/problem.ts'
import { type BulkCalls, runBulk } from './run-bulk.ts'

const ledgerOf = (count: number): BulkLedger => ({
  action: { kind: 'disable' },
  items: Array.from({ length: count }, (_, index) => ({
    vaultName: 'kv-one',
    kind: 'secret',
    name: `s${index}`,
    state: 'waiting',
    reason: '',
  })),
})

/** Runs with answers by name; what is not named succeeds. Waiting is noted and takes no time. */
async function run(
  ledger: BulkLedger,
  answers: Record<string, (Problem | 'ok')[]>,
  options: Partial<BulkCalls> & { stopAfter?: number } = {},
) {
  const stop = new AbortController()
  const sent: string[] = []
  const looked: string[] = []
  const waits: number[] = []
  let atOnce = 0
  let mostAtOnce = 0
  let offset = 0
  const calls: BulkCalls = {
    async send({ name }: LedgerItem) {
      sent.push(name)
      if (sent.length === options.stopAfter) stop.abort()
      mostAtOnce = Math.max(mostAtOnce, ++atOnce)
      await Promise.resolve()
      atOnce -= 1
      const answer = answers[name]?.shift() ?? 'ok'
      if (answer !== 'ok') throw answer
    },
    async look({ name }) {
      looked.push(name)
      return true
    },
    toProblem: (error) => error as Problem, // the fake throws problems
    ...options,
  }
  const realNow = Date.now
  Date.now = () => realNow() + offset
  const seen: BulkLedger[] = []
  const result = await runBulk({
    ledger,
    calls,
    onChange: (next) => seen.push(next),
    signal: stop.signal,
    wait: async (ms) => {
      waits.push(ms)
      offset += ms
    },
  }).finally(() => {
    Date.now = realNow
  })
  return { result, sent, looked, waits, seen, mostAtOnce: () => mostAtOnce }
}

const problem = (code: Problem['code'], more: Partial<Problem> = {}): Problem => ({
  code,
  message: `${code} it was`,
  ...more,
})

describe('a bulk run', () => {
  test('sends every object once, at most four at a time', async () => {
    const { result, sent, mostAtOnce } = await run(ledgerOf(30), {})
    expect(countStates(result.items)).toMatchObject({ done: 30 })
    expect(sent.sort()).toEqual(
      ledgerOf(30)
        .items.map(({ name }) => name)
        .sort(),
    )
    expect(mostAtOnce()).toBeLessThanOrEqual(4)
  })

  test('keeps why one failed and goes on with the others, and never sends it again by itself', async () => {
    const { result, sent } = await run(ledgerOf(6), { s2: [problem('throttled')], s4: [problem('forbidden_by_role')] })
    expect(countStates(result.items)).toMatchObject({ done: 4, failed: 2 })
    expect(result.items[2]).toMatchObject({ state: 'failed', reason: 'throttled it was' })
    expect(sent).toHaveLength(6)
  })

  test('waits out our own limit as it says, and counts no failure', async () => {
    const limited = problem('rate_limited', { retryAfterSeconds: 7 })
    const { result, waits, sent } = await run(ledgerOf(3), { s1: [limited, 'ok'] })
    expect(countStates(result.items)).toMatchObject({ done: 3, failed: 0 })
    expect(Math.max(...waits)).toBeGreaterThan(6_900)
    expect(sent.filter((name) => name === 's1')).toHaveLength(2)
  })

  test.each([
    [true, 'done'],
    [false, 'failed'],
    [null, 'unknown'],
  ] as const)('looks after a lost answer and does not send again: made %s is %s', async (isMade, state) => {
    const looked: string[] = []
    const look = async ({ name }: LedgerItem) => {
      looked.push(name)
      return isMade
    }
    const { result, sent } = await run(ledgerOf(3), { s1: [problem('outcome_unknown')] }, { look })
    expect(result.items[1]?.state).toBe(state)
    expect(looked).toEqual(['s1'])
    expect(sent.filter((name) => name === 's1')).toHaveLength(1)
  })

  test('stops: what is under way ends, the rest waits', async () => {
    const { result, sent } = await run(ledgerOf(20), {}, { stopAfter: 5 })
    const counts = countStates(result.items)
    expect(counts.running).toBe(0)
    expect(counts.done).toBe(sent.length)
    expect(counts.waiting).toBe(20 - sent.length)
    expect(counts.waiting).toBeGreaterThan(10)
  })

  test('settles what a reload left open by looking first', async () => {
    const ledger = ledgerOf(3)
    ledger.items[0] = { vaultName: 'kv-one', kind: 'secret', name: 's0', state: 'unknown', reason: '' }
    const { result, sent, looked } = await run(ledger, {})
    expect(looked).toEqual(['s0'])
    expect(sent).not.toContain('s0')
    expect(countStates(result.items)).toMatchObject({ done: 3 })
  })
})
