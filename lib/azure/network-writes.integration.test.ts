import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import type { NetworkRules, NetworkSettings } from '../domain/network-settings.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

const vaultName = vaultLandmarks.sandbox

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
  const { accounts } = strongroom.emulator.state
  const principalId = accounts.find(({ userPrincipalName }) => userPrincipalName === people.ines)?.objectId
  for (const name of [vaultName, 'kv-customs-prod-neu']) {
    const body = {
      assignmentName: randomUUID(),
      roleDefinitionId: 'f25e0fa2-a7c8-4377-a976-54943a77a395', // Key Vault Contributor
      principalId,
      principalType: 'User',
    }
    expect((await call('POST', api.roleAssignments(name), { body })).status).toBe(201)
  }
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const call = async (method: string, address: string, options: { body?: unknown; as?: string } = {}) => {
  const response = await strongroom.api(method, address, { ...(options.as ? {} : { token }), ...options })
  return { status: response.status, json: await response.json() }
}
const stored = () => strongroom.emulator.state.vaults.get(vaultName)
const rulesOf = (settings: NetworkSettings): NetworkRules => {
  const { publicNetworkAccess, defaultAction, bypass, ipRules, virtualNetworkRules } = settings
  return { publicNetworkAccess, defaultAction, bypass, ipRules, virtualNetworkRules }
}
const current = async (name: string = vaultName) => rulesOf((await call('GET', api.networkOf(name))).json.settings)
const change = async (rules: Partial<NetworkRules>, expected?: NetworkRules) => {
  const now = expected ?? (await current())
  return call('PUT', api.networkOf(vaultName), { body: { expected: now, rules: { ...now, ...rules } } })
}

test('a vault is opened to one address, answers from it alone, and is closed again; nothing else of it changes', async () => {
  const { networkAcls: _, publicNetworkAccess: __, objects: ___, ...rest } = stored() ?? {}
  const before = structuredClone(rest)
  expect((await change({ defaultAction: 'Deny', ipRules: ['203.0.113.10'], virtualNetworkRules: [] })).status).toBe(200)
  expect((await call('GET', api.reachOf(vaultName))).json.outcome).toBe('reached')

  const elsewhere = await change({ ipRules: ['203.0.113.11'] })
  expect(elsewhere.json.settings.ipRules).toEqual(['203.0.113.11'])
  expect((await call('GET', api.reachOf(vaultName))).json).toMatchObject({
    outcome: 'refused',
    ownAddress: { address: '203.0.113.10' },
    problem: { code: 'forbidden_by_firewall' },
  })

  const closed = await change({ publicNetworkAccess: 'Disabled' })
  expect(closed.json.settings.publicNetworkAccess).toBe('Disabled')
  expect((await call('GET', api.reachOf(vaultName))).json.outcome).toBe('closed')
  const { networkAcls: _a, publicNetworkAccess: _b, objects: _c, ...after } = stored() ?? {}
  expect(after).toEqual(before)
  expect((await change({ publicNetworkAccess: 'Enabled', defaultAction: 'Allow', ipRules: [] })).status).toBe(200)
})

test('a change that somebody else made since is not undone: nothing is written', async () => {
  const seen = await current()
  expect((await change({ ipRules: ['198.51.100.1'] }, seen)).status).toBe(200)
  strongroom.forget()
  const late = await change({ ipRules: ['198.51.100.2'] }, seen)
  expect([late.status, late.json.error.code]).toEqual([409, 'concurrent_change'])
  expect(strongroom.calls().VaultPatch).toBeUndefined()
  expect(stored()?.networkAcls?.ipRules).toEqual(['198.51.100.1'])
})

test.each([
  ['a private address', { ipRules: ['10.0.0.1'] }, /private range/],
  ['IPv6', { ipRules: ['2001:db8::1'] }, /IPv6/],
  ['an address twice', { ipRules: ['198.51.100.7', '198.51.100.7/32'] }, /already/],
  ['too many', { ipRules: Array.from({ length: 1_001 }, (_, n) => `203.${n >> 8}.${n & 255}.1`) }, /1,000/],
  ['a subnet by its name', { virtualNetworkRules: ['snet-apps'] }, /resource id/],
])('%s is refused with its own words, before anything is sent', async (_, rules, words) => {
  const { status, json } = await change(rules)
  expect([status, json.error.code]).toEqual([400, 'invalid_request'])
  expect(json.error.message).toMatch(words)
  expect(strongroom.calls().VaultPatch).toBeUndefined()
})

test('the most that there may be is saved, and a range that lies within another too', async () => {
  const ipRules = Array.from({ length: 999 }, (_, n) => `203.${n >> 8}.${n & 255}.1`)
  const { status, json } = await change({ ipRules: [...ipRules, '203.0.0.0/24'] })
  expect([status, json.settings?.ipRules.length]).toEqual([200, 1_000])
})

test('who may not change the vault is refused by Azure, and reading says so beforehand', async () => {
  const seen = await current(vaultLandmarks.main)
  const asTomas = { as: people.tomas }
  const { json: network } = await call('GET', api.networkOf(vaultLandmarks.main), asTomas)
  expect(network.rights).toEqual({ write: 'no', decide: 'no' })
  const body = { expected: seen, rules: { ...seen, bypass: 'None' } }
  const { status, json } = await call('PUT', api.networkOf(vaultLandmarks.main), { body, ...asTomas })
  expect([status, json.error.code]).toEqual([403, 'forbidden'])
  expect(await current(vaultLandmarks.main)).toEqual(seen)
})

test('a change whose answer is lost is sent once and said to be unknown', async () => {
  const seen = await current()
  strongroom.forget()
  strongroom.emulator.faults.replace([{ operation: 'VaultPatch', reset: 'after' }])
  const { status, json } = await change({ bypass: 'None' }, seen)
  expect([status, json.error.code]).toEqual([502, 'outcome_unknown'])
  expect(strongroom.calls().VaultPatch).toBe(1)
})

test('a private endpoint connection is approved, rejected and removed; what is not there is not found', async () => {
  const [name, connection] = ['kv-customs-prod-neu', 'pe-kv-customs-prod-neu-1']
  const address = api.endpointConnection(name, connection)
  const status = (json: { settings: NetworkSettings }) => json.settings.endpointConnections.map((one) => one.status)
  for (const decision of ['Approved', 'Rejected'] as const) {
    const { status: code, json } = await call('PUT', address, { body: { status: decision, description: 'ok' } })
    expect([code, status(json)]).toEqual([200, [decision]])
  }
  const removed = await call('DELETE', address)
  expect([removed.status, status(removed.json)]).toEqual([200, []])
  const again = await call('PUT', address, { body: { status: 'Approved', description: '' } })
  expect([again.status, again.json.error.code]).toEqual([404, 'not_found'])
  const wrong = await call('PUT', api.endpointConnection(name, '../x'), {
    body: { status: 'Approved', description: '' },
  })
  expect(wrong.status).toBe(400)
})
