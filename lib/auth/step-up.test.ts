import { expect, test } from 'vitest'
import { forgetStepUps, StepUpMemory } from './step-up.ts'

function storage() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

const memory = () => new StepUpMemory(storage())

test('a first challenge sends the person to Entra, a second one of the same call does not', () => {
  const stepUps = memory()
  expect(stepUps.mayAsk('GET', '/api/vaults')).toBe(true)
  stepUps.remember('GET', '/api/vaults')
  expect(stepUps.mayAsk('GET', '/api/vaults')).toBe(false)
})

test('a call that succeeded in between may be challenged anew', () => {
  const stepUps = memory()
  stepUps.remember('GET', '/api/vaults')
  stepUps.succeeded('GET', '/api/vaults')
  expect(stepUps.mayAsk('GET', '/api/vaults')).toBe(true)
})

test('a call that always succeeds does not let one that is always challenged go round for ever', () => {
  const stepUps = memory()
  let redirects = 0
  for (let load = 0; load < 10; load++) {
    stepUps.succeeded('GET', '/api/vaults')
    if (!stepUps.mayAsk('GET', '/api/vaults/kv-a/secrets')) break
    stepUps.remember('GET', '/api/vaults/kv-a/secrets')
    redirects += 1
  }
  expect(redirects).toBe(1)
})

test('the next person in this tab is told of no call and no change of the one before', () => {
  const kept = storage()
  new StepUpMemory(kept).remember('PUT', '/api/vaults/kv-a/secrets/b')
  kept.setItem('strongroom.interrupted-write', 'yes')
  forgetStepUps(kept)
  expect([...kept.items]).toEqual([])
})
