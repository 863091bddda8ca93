import { expect, test } from 'vitest'
import { readingPlan } from './reading-plan.ts'

const place = (task: { vaultName: string; kind: string } | undefined) => task && `${task.vaultName}/${task.kind}`

test('a vault’s next list follows on its connection, and lists go side by side when no vault is left to begin', () => {
  const plan = readingPlan(['a', 'b'], ['secret', 'key'])
  expect(place(plan.next())).toBe('a/secret')
  expect(place(plan.next('a'))).toBe('a/key')
  expect(place(plan.next('a'))).toBe('b/secret')
  expect(place(plan.next())).toBe('b/key')
  expect(plan.next('b')).toBeUndefined()
})
