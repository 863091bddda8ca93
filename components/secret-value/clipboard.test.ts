import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type ClearOutcome, type ClipboardAccess, copyForAWhile } from './clipboard.ts'

/** A clipboard with the permissions of a browser, in memory. */
function clipboardWith(permission: PermissionState | 'unsupported', options: { mayWrite?: boolean } = {}) {
  const held = { text: 'before', isReadable: permission !== 'denied' }
  let focused = Promise.resolve()
  const access: ClipboardAccess = {
    readText: async () => {
      if (!held.isReadable) throw new Error('NotAllowedError')
      return held.text
    },
    writeText: async (text) => {
      if (options.mayWrite === false) throw new Error('NotAllowedError')
      held.text = text
    },
    readPermission: async () => permission,
    focused: () => focused,
  }
  const leave = () => {
    const back = Promise.withResolvers<void>()
    focused = back.promise
    return back.resolve
  }
  return { held, access, leave }
}

const outcomes: ClearOutcome[] = []
const copy = (access: ClipboardAccess) => copyForAWhile('hunter2', access, (outcome) => outcomes.push(outcome))

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  outcomes.length = 0
})
afterEach(() => {
  vi.useRealTimers()
})
const after30Seconds = async () => {
  await vi.advanceTimersByTimeAsync(30_000)
  await vi.waitFor(() => expect(outcomes).toHaveLength(1))
}

test('a value that is still on the clipboard after 30 seconds is taken off', async () => {
  const { held, access } = clipboardWith('granted')
  expect(await copy(access)).toBe('copied')
  await vi.advanceTimersByTimeAsync(29_000)
  expect(held.text).toBe('hunter2')
  await vi.advanceTimersByTimeAsync(1000)
  await vi.waitFor(() => expect(outcomes).toEqual(['cleared']))
  expect(held.text).toBe('')
})

test('what the person copied since is left alone', async () => {
  const { held, access } = clipboardWith('granted')
  await copy(access)
  held.text = 'a shopping list'
  await after30Seconds()
  expect(outcomes).toEqual(['replaced'])
  expect(held.text).toBe('a shopping list')
})

test.each(['denied', 'unsupported'] as const)(
  'with reading %s the copy works and clearing is not promised',
  async (permission) => {
    const { held, access } = clipboardWith(permission)
    expect(await copy(access)).toBe('copied_unguarded')
    expect(held.text).toBe('hunter2')
  },
)

test('a value is taken off when the person comes back, where they were in another window at the end', async () => {
  const { held, access, leave } = clipboardWith('granted')
  await copy(access)
  const comeBack = leave()
  await vi.advanceTimersByTimeAsync(120_000)
  expect(held.text).toBe('hunter2')
  comeBack()
  await vi.waitFor(() => expect(outcomes).toEqual(['cleared']))
  expect(held.text).toBe('')
})

test('a page that may not read at the end says that it does not know', async () => {
  const { held, access } = clipboardWith('granted')
  await copy(access)
  held.isReadable = false
  await after30Seconds()
  expect(outcomes).toEqual(['unknown'])
  expect(held.text).toBe('hunter2')
})

test('a refused copy says so', async () => {
  expect(await copy(clipboardWith('granted', { mayWrite: false }).access)).toBe('refused')
})
