import { expect, test } from 'vitest'
import { hidden, nextRevealState, type RevealEvent, type RevealState } from './reveal-machine.ts'

const secret = { version: 'a'.repeat(32), value: 'hunter2', contentType: null }
const problem = { code: 'internal_error', message: 'It failed.' } as const
const run = (...events: RevealEvent[]) => events.reduce<RevealState>(nextRevealState, hidden)

const ask: RevealEvent = { type: 'ask', attempt: 1 }
const arrived: RevealEvent = { type: 'arrived', attempt: 1, secret, nowMs: 1000 }

test('a value is shown for 30 seconds and not one longer', () => {
  expect(run(ask, arrived)).toMatchObject({ status: 'shown', secondsLeft: 30 })
  expect(run(ask, arrived, { type: 'tick', nowMs: 30_999 })).toMatchObject({ status: 'shown', secondsLeft: 1 })
  expect(run(ask, arrived, { type: 'tick', nowMs: 31_000 })).toEqual({ status: 'hidden', reason: 'timeout' })
})

test('a machine that slept past the end hides the value at its first tick', () => {
  expect(run(ask, arrived, { type: 'tick', nowMs: 9_000_000 })).toEqual({ status: 'hidden', reason: 'timeout' })
})

test.each(['asked', 'focusLeft', 'tabHidden', 'unmounted'] as const)(
  'when hidden (%s) nothing of the value is kept',
  (reason) => {
    const state = run(ask, arrived, { type: 'hide', reason })
    expect(state).toEqual({ status: 'hidden', reason })
    expect(JSON.stringify(state)).not.toContain('hunter2')
  },
)

test('a value that arrives after the person looked away is dropped', () => {
  expect(run(ask, { type: 'hide', reason: 'tabHidden' }, arrived)).toEqual({ status: 'hidden', reason: 'tabHidden' })
})

test('an answer to an earlier attempt does not end a later one', () => {
  const again: RevealEvent = { type: 'ask', attempt: 2 }
  expect(run(ask, again, arrived)).toEqual({ status: 'loading', attempt: 2 })
  expect(run(ask, again, { type: 'failed', attempt: 1, problem })).toEqual({ status: 'loading', attempt: 2 })
})

test('a failure is shown, and asking again clears it', () => {
  const failed: RevealEvent = { type: 'failed', attempt: 1, problem }
  expect(run(ask, failed)).toEqual({ status: 'failed', problem })
  expect(run(ask, failed, { type: 'ask', attempt: 2 })).toEqual({ status: 'loading', attempt: 2 })
})

test('within one second nothing changes, so that nothing is drawn anew', () => {
  const shown = run(ask, arrived)
  expect(nextRevealState(shown, { type: 'tick', nowMs: 1000 })).toBe(shown)
})
