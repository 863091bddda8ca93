import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Secret } from '../domain/secret.ts'
import { people, readLines, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom()
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

test('a security admin sees every vault with the names of its subscription', async () => {
  const response = await strongroom.api('GET', '/api/vaults', { as: people.ines })
  expect(response.status).toBe(200)
  const { items } = await response.json()
  console.log(items.length, items[0], strongroom.calls())
  expect(items).toHaveLength(strongroom.emulator.state.vaults.size)
})

test('list', async () => {
  const response = await strongroom.api('GET', '/api/vaults/kv-payments-prod-weu/secrets', {
    as: people.ines,
    headers: { accept: 'application/x-ndjson' },
  })
  const r = await readLines<Secret>(response)
  console.log(response.status, r.items.length, r.pages, r.last, r.items[0], strongroom.calls())
  const d = await strongroom.api('GET', '/api/vaults/kv-payments-prod-weu', { as: people.ines })
  console.log(d.status, await d.json(), strongroom.calls())
  const u = await strongroom.api('GET', '/api/vaults/kv-unknown', { as: people.ines })
  console.log(u.status, await u.json(), strongroom.calls())
})
