import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { secretLandmarks, vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom()
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const { vault, secret } = secretLandmarks.rollback
const management = 'management.emulator.test'

async function get(address: string) {
  const response = await strongroom.api('GET', address, { as: people.ines })
  return { status: response.status, body: await response.json() }
}
const rights = () => get(`/api/vaults/${vault}/secrets/${secret}/rights`)

// Reads of Resource Manager are made again before they are given up.
test('without Resource Manager a person’s rights are unknown, and the secrets are there', {
  timeout: 60_000,
}, async () => {
  strongroom.emulator.faults.replace([{ host: management, status: 503 }])
  const { status, body } = await rights()
  expect({ status, rights: [...new Set(Object.values(body))] }).toEqual({ status: 200, rights: ['unknown'] })
  expect((await get(`/api/vaults/${vault}/secrets`)).status).toBe(200)
})

test('with it they are known', async () => {
  expect(await rights()).toMatchObject({ status: 200, body: { read: 'yes' } })
})

test('what the person has to act on first is not taken for an outage', async () => {
  const claims = { access_token: { acrs: { essential: true, value: 'c1' } } }
  strongroom.emulator.faults.replace([{ host: management, claims }])
  expect(await rights()).toMatchObject({ status: 401, body: { error: { code: 'insufficient_claims' } } })
})

test('a vault whose description is not understood is counted, and the others are listed', async () => {
  const odd = strongroom.emulator.state.vaults.get(vaultLandmarks.sandbox)
  const tags = odd?.tags ?? {}
  Object.assign(tags, { odd: 7 })
  const { body } = await get('/api/vaults')
  expect(body.items).toHaveLength(strongroom.emulator.state.vaults.size - 1)
  expect(body.problems).toMatchObject([{ subject: '1 vault', message: expect.stringMatching(/not understand/) }])
  Reflect.deleteProperty(tags, 'odd')
  expect((await get('/api/vaults')).body.problems).toBeUndefined()
})

test('names of subscriptions that cannot be read are one problem, however many pages the vaults fill', async () => {
  strongroom.emulator.faults.replace([{ operation: 'SubscriptionList', status: 500 }])
  const { body } = await get('/api/vaults')
  expect(body.items).toHaveLength(strongroom.emulator.state.vaults.size)
  expect(body.problems).toMatchObject([{ subject: 'subscription names', remedy: expect.stringMatching(/No vault/) }])
})
