import { expect, test } from 'vitest'
import { seedState } from './index.ts'
import { largestVault } from './landmarks.ts'

const now = Date.UTC(2026, 10, 20, 15) / 1000

test('1,000 vaults cost little until somebody looks into them', () => {
  globalThis.gc?.()
  const heapBefore = process.memoryUsage().heapUsed
  const start = performance.now()
  const state = seedState('large', now)
  expect(performance.now() - start).toBeLessThan(10_000)
  expect(process.memoryUsage().heapUsed - heapBefore).toBeLessThan(48 * 1024 * 1024)
  expect(state.vaults.size).toBe(1_000)
  expect(state.subscriptions).toHaveLength(10)
})

test('100,000 secrets lie in them, 10,000 in one', () => {
  const state = seedState('large', now)
  expect(state.vaults.get(largestVault)?.objects.secrets.size).toBe(10_000)
  let count = 0
  for (const [name, vault] of state.vaults) {
    count += vault.objects.secrets.size
    state.vaults.delete(name) // or all of them would be kept at once
  }
  expect(count).toBe(100_000)
})

test('a vault is filled once: what was written into it stays', () => {
  const vault = seedState('large', now).vaults.get('kv-large-0042')
  vault?.objects.secrets.clear()
  expect(vault?.objects.secrets.size).toBe(0)
})

test('subscriptions hold a hundred vaults each', () => {
  const state = seedState('large', now)
  for (const { subscriptionId } of state.subscriptions)
    expect([...state.vaults.values()].filter((vault) => vault.subscriptionId === subscriptionId)).toHaveLength(100)
})
