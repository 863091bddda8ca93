import { type AccessPolicyEntry, type AccessPolicyUpdateKind, KeyVaultManagementClient } from '@azure/arm-keyvault'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { type Person, people, smallState } from '../testing/small-state.ts'
import { tlsClient } from '../testing/tls-client.ts'

const endpoint = 'https://management.emulator.test'
const { tenantId } = smallState()
const otherApplication = '99999999-9999-4999-8999-999999999999'

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
afterAll(() => cloud.close())

const vaultNamed = (name: string) => {
  const found = cloud.emulator.state.vaults.get(name)
  if (!found) throw new Error(`No vault ${name}`)
  return found
}
beforeEach(() => {
  const seeded = smallState().vaults
  for (const name of ['kv-policies', 'kv-roles']) {
    vaultNamed(name).accessPolicies = seeded.get(name)?.accessPolicies ?? []
  }
})

/** As `contributor`, who may write access policies, with the vendor's client. */
function update(
  kind: AccessPolicyUpdateKind,
  accessPolicies: AccessPolicyEntry[],
  { vaultName = 'kv-policies', person = 'contributor' as Person } = {},
) {
  const { subscriptionId } = vaultNamed(vaultName)
  const getToken = async () => ({
    token: await cloud.token(person, endpoint),
    expiresOnTimestamp: Date.now() + 3_600_000,
  })
  const client = new KeyVaultManagementClient({ getToken }, subscriptionId, { endpoint, agent: tlsClient(cloud).agent })
  return client.vaults.updateAccessPolicy('rg-small', vaultName, kind, { properties: { accessPolicies } })
}
const entry = (person: Person, permissions: AccessPolicyEntry['permissions'], applicationId?: string) => ({
  tenantId,
  objectId: people[person],
  permissions,
  ...(applicationId && { applicationId }),
})
const secretsOf = (person: Person, applicationId?: string) =>
  vaultNamed('kv-policies').accessPolicies.find(
    (one) => one.objectId === people[person] && one.applicationId === applicationId,
  )?.permissions.secrets
const count = () => vaultNamed('kv-policies').accessPolicies.length

describe('access policies', () => {
  test('add gives what is named and keeps what there was, and the data plane goes by it at once', async () => {
    const secrets = cloud.secrets('kv-policies', 'nobody')
    await expect(secrets.setSecret('one', 'x')).rejects.toMatchObject({ statusCode: 403 })
    await update('add', [entry('nobody', { secrets: ['set'] })])
    await secrets.setSecret('one', 'x')
    await expect(secrets.getSecret('one')).rejects.toMatchObject({ statusCode: 403 })
    const answer = await update('add', [entry('nobody', { secrets: ['get'], storage: ['list'] })])
    expect((await secrets.getSecret('one')).value).toBe('x')
    expect(answer.properties.accessPolicies.at(-1)).toMatchObject({
      tenantId,
      permissions: { secrets: ['set', 'get'], storage: ['list'] },
    })
  })

  test('replace sets the permissions of the entries it names and leaves every other entry', async () => {
    const before = count()
    await update('replace', [entry('policyHolder', { secrets: ['list'] })])
    expect(secretsOf('policyHolder')).toEqual(['list'])
    expect(count()).toBe(before)
  })

  test('remove takes away what it names alone, in the case it is written in; the last permission takes the entry', async () => {
    const before = count()
    await update('remove', [entry('policyHolder', { secrets: ['get', 'list'] })])
    expect(secretsOf('policyHolder')).toEqual(['Get', 'set'])
    await update('remove', [entry('policyHolder', { secrets: ['Get', 'set'] })])
    expect(secretsOf('policyHolder')).toBeUndefined()
    await update('remove', [entry('policyHolder', { secrets: ['all'] })])
    expect(count()).toBe(before - 1)
  })

  test('an entry for one application is another than the one without', async () => {
    await update('add', [entry('reader', { secrets: ['get'] })])
    await update('remove', [entry('reader', { secrets: ['all'] }, otherApplication)])
    expect([secretsOf('reader'), secretsOf('reader', otherApplication)]).toEqual([['get'], undefined])
  })

  test('are kept by a vault of roles, where they decide nothing', async () => {
    await update('add', [entry('nobody', { secrets: ['all'] })], { vaultName: 'kv-roles' })
    expect(vaultNamed('kv-roles').accessPolicies).toHaveLength(1)
    await expect(cloud.secrets('kv-roles', 'nobody').setSecret('one', 'x')).rejects.toMatchObject({ statusCode: 403 })
  })

  test('are written by nobody without the right, which the refusal names', async () => {
    const refused = update('add', [entry('reader', { secrets: ['all'] })], { person: 'reader' })
    await expect(refused).rejects.toMatchObject({
      statusCode: 403,
      message: expect.stringContaining('Microsoft.KeyVault/vaults/accessPolicies/write'),
    })
  })

  test('are at most 1,024', async () => {
    const many = Array.from({ length: 1_024 - count() }, (_, index) => ({
      ...entry('nobody', { secrets: ['get'] }),
      objectId: `bbbbbbbb-0000-4000-8000-${String(index).padStart(12, '0')}`,
    }))
    await update('add', many)
    await expect(update('add', [entry('nobody', { secrets: ['get'] })])).rejects.toMatchObject({ statusCode: 400 })
    expect(count()).toBe(1_024)
  })

  test.each([
    ['a permission that does not exist', { permissions: { secrets: ['read'] } }],
    ['a principal that is no GUID', { objectId: 'ines@small.example' }],
    ['another tenant', { tenantId: otherApplication }],
  ])('%s is refused and nothing is written', async (_, wrong) => {
    const before = structuredClone(vaultNamed('kv-policies').accessPolicies)
    await expect(update('add', [{ ...entry('nobody', { secrets: ['get'] }), ...wrong }])).rejects.toMatchObject({
      statusCode: 400,
    })
    expect(vaultNamed('kv-policies').accessPolicies).toEqual(before)
  })
})
