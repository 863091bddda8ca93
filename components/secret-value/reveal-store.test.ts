import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRevealStore } from './reveal-store.ts'

const secret = { version: 'a'.repeat(32), value: 'hunter2', contentType: null }
const asProblem = (error: unknown) => ({ code: 'internal_error', message: String(error) }) as const

function start(reveal = () => Promise.resolve(secret)) {
  const document = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
  const window = new EventTarget()
  const store = createRevealStore(() => ({ window, document }), reveal, asProblem)
  return { store, window, document, leave: store.subscribe(() => {}) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

test('nothing is fetched until somebody asks', async () => {
  const reveal = vi.fn(() => Promise.resolve(secret))
  const { store } = start(reveal)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(reveal).not.toHaveBeenCalled()
  expect(store.getSnapshot().status).toBe('hidden')
})

test('a value counts down and goes after 30 seconds', async () => {
  const { store } = start()
  store.ask()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(store.getSnapshot()).toMatchObject({ status: 'shown', secondsLeft: 20 })
  await vi.advanceTimersByTimeAsync(20_250)
  expect(store.getSnapshot()).toEqual({ status: 'hidden', reason: 'timeout' })
})

test('a value goes when the window loses focus', async () => {
  const { store, window } = start()
  store.ask()
  await vi.advanceTimersByTimeAsync(0)
  expect(store.getSnapshot().status).toBe('shown')
  window.dispatchEvent(new Event('blur'))
  expect(store.getSnapshot()).toEqual({ status: 'hidden', reason: 'focusLeft' })
})

test('a value goes when the tab is hidden and stays when it comes to the front', async () => {
  const { store, document } = start()
  store.ask()
  await vi.advanceTimersByTimeAsync(0)
  document.dispatchEvent(new Event('visibilitychange'))
  expect(store.getSnapshot().status).toBe('shown')
  document.visibilityState = 'hidden'
  document.dispatchEvent(new Event('visibilitychange'))
  expect(store.getSnapshot()).toEqual({ status: 'hidden', reason: 'tabHidden' })
})

test('a value goes with its component, and a late answer does not bring it back', async () => {
  const answer = Promise.withResolvers<typeof secret>()
  const { store, leave } = start(() => answer.promise)
  store.ask()
  leave()
  answer.resolve(secret)
  await vi.advanceTimersByTimeAsync(1000)
  expect(store.getSnapshot()).toEqual({ status: 'hidden', reason: 'unmounted' })
})

test('a failed reveal tells its problem', async () => {
  const { store } = start(() => Promise.reject(new Error('refused')))
  store.ask()
  await vi.advanceTimersByTimeAsync(0)
  expect(store.getSnapshot()).toEqual({ status: 'failed', problem: asProblem(new Error('refused')) })
})
