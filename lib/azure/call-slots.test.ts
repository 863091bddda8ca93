import { afterEach, describe, expect, test, vi } from 'vitest'
import { callSlots } from './call-slots.ts'

const limits = { most: 64, mostPerVault: 4, least: 8 }

afterEach(() => vi.useRealTimers())

/** Begins a call and says when it got its turn. */
function begin(slots: ReturnType<typeof callSlots>, person: string, vaultHost: string) {
  const call = { person, vaultHost, end: undefined as ((isThrottled: boolean) => void) | undefined }
  void slots.take(call).then((end) => {
    call.end = end
  })
  return call
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
const running = (calls: { end: unknown }[]) => calls.filter(({ end }) => end).length
const many = (count: number, make: (index: number) => ReturnType<typeof begin>) =>
  Array.from({ length: count }, (_, index) => make(index))

describe('turns', () => {
  test('are taken in turn by people: a second one waits for one call, not for all of the first one’s', async () => {
    const slots = callSlots(limits)
    const first = many(200, (index) => begin(slots, 'ada', `vault-${index}`))
    const second = many(10, (index) => begin(slots, 'ben', `vault-${index}`))
    await settle()
    expect([running(first), running(second)]).toEqual([64, 0])
    for (const call of first.slice(0, 4)) call.end?.(false)
    await settle()
    expect([running(first) - 64, running(second)]).toEqual([2, 2])
  })

  test('are four to one vault, and a vault that waits holds up no other', async () => {
    const slots = callSlots(limits)
    const one = many(10, () => begin(slots, 'ada', 'vault-a'))
    const other = begin(slots, 'ada', 'vault-b')
    await settle()
    expect(running(one)).toBe(4)
    expect(other.end).toBeDefined()
  })
})

test('while somebody waits for an answer of another kind, few calls begin, and all again a moment after it has come', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const slots = callSlots(limits)
  const calls = many(100, (index) => begin(slots, 'ada', `vault-${index}`))
  await settle()
  const arrived = slots.makeWay()
  for (const call of calls.slice(0, 62)) call.end?.(false)
  await settle()
  expect(running(calls)).toBe(64 + 2)
  arrived()
  // The next question often follows the answer.
  vi.advanceTimersByTime(200)
  await settle()
  expect(running(calls)).toBe(64 + 2)
  vi.advanceTimersByTime(200)
  await settle()
  expect(running(calls)).toBe(100)
})

describe('a 429', () => {
  test('halves the calls to its vault, down to one, and successes bring them back', async () => {
    const slots = callSlots(limits)
    const ask = async (isThrottled: boolean) => {
      const call = begin(slots, 'ada', 'vault-a')
      await settle()
      call.end?.(isThrottled)
    }
    const width = async () => {
      const calls = many(8, () => begin(slots, 'ada', 'vault-a'))
      await settle()
      const count = running(calls)
      for (let open = calls; open.length > 0; await settle()) {
        const started = open.filter(({ end }) => end)
        open = open.filter(({ end }) => !end)
        for (const call of started) call.end?.(true)
      }
      return count
    }
    await ask(true)
    expect(await width()).toBe(2)
    expect(await width()).toBe(1)
    for (let index = 0; index < 12; index++) await ask(false)
    expect(await width()).toBe(4)
  })

  test('of one vault leaves the limit of all alone; of most calls to several vaults it does not', async () => {
    const answer = async (slots: ReturnType<typeof callSlots>, vaultOf: (index: number) => string) => {
      for (let index = 0; index < 64; index++) {
        const call = begin(slots, 'ada', vaultOf(index))
        await settle()
        call.end?.(true)
      }
      return slots.limit()
    }
    expect(await answer(callSlots(limits), () => 'vault-a')).toBe(64)
    expect(await answer(callSlots(limits), (index) => `vault-${index % 8}`)).toBe(32)
  })
})
