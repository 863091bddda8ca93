import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { assignment, vaultScope } from '../../emulator/seed/access.ts'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { people as accounts, application, teams } from '../../emulator/seed/people.ts'
import type { AccessPolicyChange, VaultAccessPolicies } from '../domain/access-policy.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

const vaultName = vaultLandmarks.onCallPolicy
let strongroom: Strongroom
let tokens: Record<'ines' | 'tomas' | 'daniel' | 'lena', string>
beforeAll(async () => {
  strongroom = await startStrongroom()
  // In production pipelines change vaults; here the security admin may, for this one.
  const { state } = strongroom.emulator
  const grant = assignment([accounts.ines, 'User', 'Key Vault Contributor', vaultScope(vaultName)], 1_780_000_000)
  state.roleAssignments = [...state.roleAssignments, grant]
  const [ines = '', tomas = '', daniel = '', lena = ''] = await Promise.all(
    [people.ines, people.tomas, people.daniel, people.lena].map(strongroom.token),
  )
  tokens = { ines, tomas, daniel, lena }
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const lena = accounts.lena.objectId
const onCall = teams.onCall.objectId
const call = async (method: string, body?: object, as: keyof typeof tokens = 'ines', name: string = vaultName) => {
  const response = await strongroom.api(method, api.accessPolicies(name), {
    token: tokens[as],
    ...(body && { body }),
  })
  return { status: response.status, json: await response.json() }
}
const read = async (name?: string): Promise<VaultAccessPolicies> => (await call('GET', undefined, 'ines', name)).json
const stored = () => strongroom.emulator.state.vaults.get(vaultName)?.accessPolicies ?? []
const grant = (secrets: string[]) => ({ secrets, keys: [], certificates: [] })
const shown = (policies: VaultAccessPolicies, principalId: string) =>
  policies.entries.find(({ objectId }) => objectId === principalId)?.permissions ?? null
const set = (change: AccessPolicyChange, as?: keyof typeof tokens) => call('PUT', change, as)
const listAs = async (as: keyof typeof tokens) =>
  (await strongroom.api('GET', api.secrets(vaultName), { token: tokens[as] })).status

describe('an entry of the access policies', () => {
  test('is added, changed and removed, each time alone, and the vault goes by it at once', async () => {
    const others = structuredClone(stored())
    expect(await listAs('lena')).toBe(403)
    const added = await set({ principalId: lena, expected: null, wanted: grant(['list']) })
    expect(added.status).toBe(200)
    expect(shown(added.json, lena)).toEqual({ ...grant(['list']), storage: [] })
    expect(await listAs('lena')).toBe(200)
    const entry = stored().find(({ objectId }) => objectId === lena)
    if (entry) entry.permissions.storage = ['get']
    const changed = await set({
      principalId: lena,
      expected: { ...grant(['list']), storage: ['get'] },
      wanted: grant(['get']),
    })
    expect([changed.status, shown(changed.json, lena)]).toEqual([200, { ...grant(['get']), storage: ['get'] }])
    expect(await listAs('lena')).toBe(403)
    const removed = await set({ principalId: lena, expected: shown(changed.json, lena), wanted: null })
    expect(removed.status).toBe(200)
    expect(stored()).toEqual(others)
    expect(strongroom.calls()).toMatchObject({ VaultAccessPolicyUpdate: 3 })
    expect(strongroom.calls().VaultPut ?? strongroom.calls().VaultPatch).toBeUndefined()
  })

  test('that somebody else changed meanwhile is not written over; a change of another entry is in nobody’s way', async () => {
    const before = shown(await read(), onCall)
    const entry = stored().find(({ objectId }) => objectId === onCall)
    if (!entry) throw new Error('The seed has no such entry')
    const seeded = structuredClone(entry)
    entry.permissions.secrets.push('purge')
    strongroom.forget()
    for (const wanted of [grant(['get']), null]) {
      const refused = await set({ principalId: onCall, expected: before, wanted })
      expect([refused.status, refused.json.error.code]).toEqual([409, 'concurrent_change'])
    }
    expect(strongroom.calls().VaultAccessPolicyUpdate).toBeUndefined()
    const other = await set({ principalId: lena, expected: null, wanted: grant(['list']) })
    expect(other.status).toBe(200)
    expect(shown(other.json, onCall)?.secrets).toContain('purge')
    await set({ principalId: lena, expected: shown(other.json, lena), wanted: null })
    entry.permissions = seeded.permissions
  })

  test('for one application is another entry, told by that application’s name', async () => {
    const name = 'kv-shipping-test-neu'
    const policies = await read(name)
    const tomas = policies.entries.find(({ objectId }) => objectId === accounts.tomas.objectId)
    expect(tomas?.applicationId).toBe(application.clientId)
    expect(policies.applications).toEqual([{ id: application.clientId, name: 'Strongroom' }])
    expect(policies.principals).toContainEqual(expect.objectContaining({ name: 'Tomas Berg', type: 'User' }))
  })

  test('is refused where it permits nothing, or by a name that no permission has', async () => {
    for (const secrets of [[], ['read']]) {
      const refused = await set({ principalId: lena, expected: null, wanted: grant(secrets) as never })
      expect([refused.status, refused.json.error.code]).toEqual([400, 'invalid_request'])
    }
    expect(strongroom.calls()).toEqual({})
  })

  test('is written by nobody without the right, who is told so before', async () => {
    const { json } = await call('GET', undefined, 'tomas')
    expect(json.rights).toEqual({ write: 'no' })
    const refused = await set({ principalId: lena, expected: null, wanted: grant(['list']) }, 'tomas')
    expect(refused.status).toBe(403)
    expect(refused.json.error.missingRight).toMatchObject({
      action: 'Microsoft.KeyVault/vaults/accessPolicies/write',
      role: 'Key Vault Contributor',
    })
  })

  test('is sent once; where the answer was lost, the vault is asked whether it was written', async () => {
    strongroom.emulator.faults.replace([{ operation: 'VaultAccessPolicyUpdate', times: 1, reset: 'after' }])
    const added = await set({ principalId: lena, expected: null, wanted: grant(['list']) })
    expect(added.status).toBe(200)
    expect(strongroom.calls().VaultAccessPolicyUpdate).toBe(1)
    await set({ principalId: lena, expected: shown(added.json, lena), wanted: null })
  })

  test('finds no room beside 1,024 others, and nothing is sent', async () => {
    const vault = strongroom.emulator.state.vaults.get(vaultName)
    if (!vault) throw new Error('The seed has no such vault')
    const seeded = vault.accessPolicies
    const [any] = seeded
    if (!any) throw new Error('The seed has no entries')
    vault.accessPolicies = Array.from({ length: 1_024 }, (_, index) => ({
      ...any,
      objectId: `bbbbbbbb-0000-4000-8000-${String(index).padStart(12, '0')}`,
    }))
    const refused = await set({ principalId: lena, expected: null, wanted: grant(['list']) })
    vault.accessPolicies = seeded
    expect([refused.status, refused.json.error.code]).toEqual([refused.status, 'quota_exceeded'])
    expect(strongroom.calls().VaultAccessPolicyUpdate).toBeUndefined()
  })
})
