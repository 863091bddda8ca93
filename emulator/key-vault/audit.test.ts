import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { appId, people, rolesVaultId, smallState } from '../testing/small-state.ts'

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
  cloud.emulator.calls.reset()
})
afterAll(() => cloud.close())

test("a client's first call leaves an unauthenticated row before the one that it is about", async () => {
  await cloud.secrets('kv-roles').setSecret('a', 'the value', { contentType: 'text/plain' })
  const [challenge, set, ...others] = cloud.emulator.calls.rows
  expect(others).toEqual([])
  expect(challenge).toMatchObject({
    operationName: 'Authentication',
    httpStatusCode: 401,
    resultSignature: 'Unauthorized',
    claims: {},
  })
  expect(set).toMatchObject({
    category: 'AuditEvent',
    plane: 'data',
    resourceId: rolesVaultId,
    operationName: 'SecretSet',
    operationVersion: '2026-04-01',
    httpStatusCode: 200,
    resultSignature: 'OK',
    callerIpAddress: '203.0.113.10',
    claims: { oid: people.administrator, appid: appId, upn: 'administrator@small.example', scp: 'user_impersonation' },
    requestUri: 'https://kv-roles.vault.emulator.test/secrets/a?api-version=2026-04-01',
    id: expect.stringMatching(/^https:\/\/kv-roles\.vault\.emulator\.test\/secrets\/a\/[0-9a-f]{32}$/),
    clientInfo: expect.stringContaining('azsdk-js-keyvault-secrets'),
    tlsVersion: 'TLS1_3',
    isRbacAuthorized: true,
    isAddressAuthorized: true,
    appliedAssignmentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    properties: { secretProperties: { type: 'text/plain', attributes: { enabled: true } } },
  })
})

test('refusals leave rows that say why', async () => {
  const url = (vault: string, path: string) => `https://${vault}.vault.emulator.test${path}?api-version=7.6`
  await cloud.send('GET', url('kv-roles', '/secrets/a'), { person: 'nobody' })
  await cloud.send('GET', url('kv-policies', '/secrets/a'), { person: 'nobody' })
  await cloud.send('GET', url('kv-closed', '/secrets/a'))
  await cloud.send('GET', url('kv-roles', '/secrets/a'))
  await cloud.send('GET', url('kv-roles', '/keys'))
  expect(cloud.emulator.calls.rows).toMatchObject([
    { operationName: 'SecretGet', httpStatusCode: 403, resultSignature: 'Forbidden', isRbacAuthorized: false },
    { operationName: 'SecretGet', httpStatusCode: 403, isAccessPolicyMatch: false },
    { operationName: 'SecretGet', httpStatusCode: 403, isAddressAuthorized: false },
    { operationName: 'SecretGet', httpStatusCode: 404, resultSignature: 'Not Found', isRbacAuthorized: true },
    { operationName: 'KeyList' },
  ])
})

test('no row holds a value, whatever was done with the secret', async () => {
  const value = 'never-in-a-log-8c1f'
  const client = cloud.secrets('kv-roles')
  const { properties } = await client.setSecret('a', value)
  await client.getSecret('a')
  await client.updateSecretProperties('a', properties.version ?? '', { enabled: false })
  await client.getSecret('a').catch(() => undefined)
  await client.backupSecret('a')
  await (await client.beginDeleteSecret('a', { intervalInMs: 10 })).pollUntilDone()
  expect(cloud.emulator.calls.rows.length).toBeGreaterThan(6)
  expect(JSON.stringify(cloud.emulator.calls.rows)).not.toContain(value)
})
