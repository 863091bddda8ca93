import { expect, test } from 'vitest'
import { createFaultRules, type FaultedCall, type FaultRule } from './faults.ts'

const call: FaultedCall = {
  host: 'kv-one.vault.emulator.test',
  path: '/secrets/db-password',
  method: 'GET',
  operation: 'SecretGet',
}

/** Which of ten equal calls a rule faults, counted from 1. */
function faulted(rule: FaultRule, calls: FaultedCall[] = Array(10).fill(call)): number[] {
  const faults = createFaultRules()
  faults.replace([rule])
  return calls.flatMap((one, index) => (faults.match(one) ? [index + 1] : []))
}

test('a rule without a number faults every call, with one that call alone, with a range that range', () => {
  expect(faulted({ status: 500 })).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
  expect(faulted({ status: 500, nth: 3 })).toEqual([3])
  expect(faulted({ status: 500, times: 2 })).toEqual([1, 2])
  expect(faulted({ status: 500, nth: 4, times: 3 })).toEqual([4, 5, 6])
})

test.each<[string, FaultRule]>([
  ['the host', { host: 'kv-one.vault.emulator.test' }],
  ['a host pattern', { host: '*.vault.emulator.test' }],
  ['the path', { path: '/secrets/db-password' }],
  ['a path pattern', { path: '/secrets/*' }],
  ['any rest of a path', { path: '/**' }],
  ['the method, in any case', { method: 'get' }],
  ['the operation', { operation: 'SecretGet' }],
])('a rule about %s faults the call', (_, rule) => {
  expect(faulted({ status: 500, ...rule }, [call])).toEqual([1])
})

test.each<[string, FaultRule]>([
  ['another host', { host: 'kv-two.vault.emulator.test' }],
  ['a host that only looks like it, by a dot', { host: 'kv.one.vault.emulator.test' }],
  ['another path', { path: '/secrets/other' }],
  ['a path with fewer segments', { path: '/*' }],
  ['another method', { method: 'PUT' }],
  ['another operation', { operation: 'SecretSet' }],
])('a rule about %s leaves the call alone', (_, rule) => {
  expect(faulted({ status: 500, ...rule }, [call])).toEqual([])
})

test('calls that a rule is not about do not count towards its number', () => {
  const other = { ...call, method: 'PUT' }
  expect(faulted({ status: 500, method: 'GET', nth: 2 }, [call, other, other, call, call])).toEqual([4])
})

test('every rule counts for itself, and the first that is due decides', () => {
  const faults = createFaultRules()
  const [second, always] = [{ status: 429, nth: 2 }, { status: 500 }]
  faults.replace([second, always])
  expect([1, 2, 3].map(() => faults.match(call))).toEqual([always, second, always])
  faults.replace([second])
  expect([1, 2].map(() => faults.match(call))).toEqual([undefined, second])
})

test('the leading call without a token is faulted by a rule that names it, and counts for no other', () => {
  const leading = { ...call, operation: 'Authentication' }
  expect(faulted({ status: 500, nth: 1 }, [leading, call])).toEqual([2])
  expect(faulted({ status: 500, operation: 'Authentication' }, [leading, call])).toEqual([1])
})
