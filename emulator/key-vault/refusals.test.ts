import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mintAccessToken } from '../entra/access-token.ts'
import { createSigningKeys } from '../entra/signing-keys.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { appId, type Person, people, rolesVaultId, smallState } from '../testing/small-state.ts'

/** What Key Vault refuses, and in which words. Each refusal stands beside the same call when it is allowed. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(async () => {
  cloud.emulator.state = smallState()
  await Promise.all(
    ['kv-roles', 'kv-policies'].flatMap((vault) =>
      ['only-this', 'other'].map((name) =>
        cloud.emulator.state.vaults.get(vault)?.objects.secrets.set(name, {
          name,
          versions: [
            {
              version: 'a'.repeat(32),
              value: `value of ${name}`,
              tags: {},
              enabled: true,
              created: 1_790_000_000,
              updated: 1_790_000_000,
            },
          ],
        }),
      ),
    ),
  )
  cloud.emulator.calls.reset()
})
afterAll(() => cloud.close())

const url = (vault: string, path: string, query = 'api-version=7.6') =>
  `https://${vault}.vault.emulator.test${path}?${query}`
const get = (vault: string, path: string, person?: Person) => cloud.send('GET', url(vault, path), person && { person })
const put = (body: unknown, headers = {}) => cloud.send('PUT', url('kv-roles', '/secrets/a'), { body, headers })
const refusal = (code: string, innerCode?: string) => ({
  error: { code, ...(innerCode && { innererror: { code: innerCode } }) },
})
const message = ({ json }: { json: unknown }) => (json as { error: { message: string } }).error.message // a refusal's shape
const invalid = { status: 400, json: { error: { code: 'BadParameter', message: 'Property has invalid value\r\n' } } }

test('a call without a token is told where to get one, whatever else is wrong with it', async () => {
  const answer = await cloud.send('GET', url('kv-roles', '/secrets', ''), { person: null })
  expect(answer).toMatchObject({
    status: 401,
    json: { error: { code: 'Unauthorized', message: 'AKV10000: Request is missing a Bearer or PoP token.' } },
    headers: {
      'www-authenticate': `Bearer authorization="https://login.emulator.test/${cloud.emulator.state.tenantId}", resource="https://vault.emulator.test"`,
    },
  })
})

test('a token for another audience, of another signer or from the past is refused; the right one is taken', async () => {
  const { emulator } = cloud
  const request = {
    principal: { objectId: people.administrator, displayName: 'administrator' },
    audience: 'https://vault.emulator.test',
    appId,
    scopes: ['user_impersonation'],
  }
  const withToken = (token: string) => cloud.send('GET', url('kv-roles', '/secrets'), { token })
  const foreign = await withToken(await cloud.token('administrator', 'https://management.emulator.test'))
  expect(foreign).toMatchObject({ status: 401 })
  expect(message(foreign)).toBe(
    'AKV10022: Invalid audience. Expected https://vault.emulator.test, found: https://management.emulator.test.',
  )
  const forged = await mintAccessToken({ ...emulator, signingKeys: await createSigningKeys() }, request)
  expect(await withToken(forged)).toMatchObject({ status: 401 })
  expect(await withToken(await mintAccessToken(emulator, { ...request, lifetimeSeconds: -60 }))).toMatchObject({
    status: 401,
  })
  expect(await withToken('nonsense')).toMatchObject({ status: 401 })
  expect(await withToken(await mintAccessToken(emulator, request))).toMatchObject({ status: 200 })
})

test.each(['7.0', '7.6', '2025-07-01', '2026-04-01'])('api-version %s is answered', async (version) => {
  expect(await cloud.send('GET', url('kv-roles', '/secrets', `api-version=${version}`))).toMatchObject({ status: 200 })
})

test('a missing or unknown api-version is refused', async () => {
  expect(await cloud.send('GET', url('kv-roles', '/secrets', ''))).toMatchObject({
    status: 400,
    json: refusal('BadParameter'),
  })
  const unknown = await cloud.send('GET', url('kv-roles', '/secrets', 'api-version=6.9'))
  expect(unknown).toMatchObject({ status: 400, json: refusal('BadParameter') })
  expect(message(unknown)).toBe(
    'The specified version (6.9) is not recognized. Consider using the latest supported version (2026-04-01).',
  )
})

test('a vault that does not exist gives no answer at all, as a name that does not resolve', async () => {
  await expect(cloud.secrets('kv-nowhere').getSecret('a')).rejects.toMatchObject({
    name: 'RestError',
    code: 'ECONNRESET',
    statusCode: undefined,
  })
})

test('who has no role that allows it is refused with the action and the resource', async () => {
  expect(await get('kv-roles', '/secrets/other')).toMatchObject({ status: 200 })
  const refused = await get('kv-roles', '/secrets/other', 'reader')
  expect(refused).toMatchObject({ status: 403, json: refusal('Forbidden', 'ForbiddenByRbac') })
  expect(message(refused).split('\r\n')).toEqual([
    'Caller is not authorized to perform action on resource.',
    'If role assignments, deny assignments or role definitions were changed recently, please observe propagation time.',
    `Caller: appid=${appId};oid=${people.reader};iss=https://sts.windows.net/${cloud.emulator.state.tenantId}/`,
    "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'",
    `Resource: '${rolesVaultId.toLowerCase()}/secrets/other'`,
    'Assignment: (not found)',
    'DenyAssignmentId: null',
    "DecisionReason: 'DeniedWithNoValidRBAC' ",
    'Vault: kv-roles;location=westeurope',
    '',
  ])
})

test('a role on one secret reads that secret, and neither another nor the list', async () => {
  expect(await get('kv-roles', '/secrets/only-this', 'oneSecretUser')).toMatchObject({ status: 200 })
  expect(await get('kv-roles', '/secrets/ONLY-THIS', 'oneSecretUser')).toMatchObject({ status: 200 })
  expect(await get('kv-roles', '/secrets/other', 'oneSecretUser')).toMatchObject({ status: 403 })
  expect(await get('kv-roles', '/secrets', 'oneSecretUser')).toMatchObject({ status: 403 })
})

test('a vault on access policies asks them alone, permission by permission', async () => {
  expect(await get('kv-policies', '/secrets/other', 'policyHolder')).toMatchObject({ status: 200 })
  expect(await get('kv-policies', '/secrets', 'policyHolder')).toMatchObject({ status: 200 })
  const refused = await cloud.send('DELETE', url('kv-policies', '/secrets/other'), { person: 'policyHolder' })
  expect(refused).toMatchObject({ status: 403, json: refusal('Forbidden', 'AccessDenied') })
  expect(message(refused)).toContain(
    `The user, group or application 'appid=${appId};oid=${people.policyHolder};iss=https://sts.windows.net/${cloud.emulator.state.tenantId}/' does not have secrets delete permission on key vault 'kv-policies;location=westeurope'.`,
  )
  // Key Vault Administrator counts on vaults with the role model only.
  expect(await get('kv-policies', '/secrets/other', 'administrator')).toMatchObject({ status: 403 })
})

test('a policy for a person with an application counts through that application only', async () => {
  expect(await get('kv-policies', '/secrets/other', 'user')).toMatchObject({ status: 200 })
  expect(await get('kv-policies', '/secrets/other', 'reader')).toMatchObject({ status: 403 })
})

test('a firewall lets listed addresses in and names the others', async () => {
  for (const address of ['198.51.100.77', '192.0.2.7']) {
    await cloud.secrets('kv-walled', 'administrator', { address }).setSecret('a', 'v')
  }
  const from = (address: string) =>
    cloud.send('GET', url('kv-walled', '/secrets'), { headers: { 'x-emulator-client-ip': address } })
  expect(await from('198.51.100.1')).toMatchObject({ status: 200 })
  const refused = await from('198.51.101.1')
  expect(refused).toMatchObject({ status: 403, json: refusal('Forbidden', 'ForbiddenByFirewall') })
  expect(message(refused)).toContain('Client address: 198.51.101.1\r\n')
  const fromThisMachine = await get('kv-walled', '/secrets')
  expect(message(fromThisMachine)).toContain('Client address: 203.0.113.10\r\n')
})

test('a vault without public access is closed to every address', async () => {
  const refused = await get('kv-closed', '/secrets')
  expect(refused).toMatchObject({ status: 403, json: refusal('Forbidden', 'ForbiddenByConnection') })
})

test('a value of 25,600 bytes is taken, one more is not', async () => {
  expect(await put({ value: 'x'.repeat(25_600) })).toMatchObject({ status: 200 })
  expect(await put({ value: 'é'.repeat(12_800) })).toMatchObject({ status: 200 })
  expect(await put({ value: 'x'.repeat(25_601) })).toMatchObject({ status: 400, json: refusal('BadParameter') })
  expect(await put({ value: `${'é'.repeat(12_800)}x` })).toMatchObject({ status: 400 })
})

test('tags, content type and dates are taken up to their limits and refused beyond', async () => {
  const tags = (count: number, name = 'n', value = 'v') =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${name}${index}`, value]))
  const value = 'v'
  const taken = [
    { tags: tags(15) },
    { tags: { ['n'.repeat(512)]: 'v'.repeat(512) } },
    { contentType: 'c'.repeat(255) },
    { attributes: { exp: 253_402_300_799, nbf: 0, enabled: false } },
    { tags: null, contentType: null, attributes: { exp: null } },
  ]
  for (const body of taken) expect(await put({ value, ...body })).toMatchObject({ status: 200 })
  const refused = [
    { tags: tags(16) },
    { tags: { ['n'.repeat(513)]: 'v' } },
    { tags: { n: 'v'.repeat(513) } },
    { tags: { n: 1 } },
    { tags: [] },
    { contentType: 'c'.repeat(256) },
    { contentType: 7 },
    { attributes: { exp: 253_402_300_800 } },
    { attributes: { exp: -1 } },
    { attributes: { nbf: 1.5 } },
    { attributes: { exp: '2030-01-01' } },
    { attributes: { enabled: 'yes' } },
    { attributes: 'none' },
    { value: 5 },
  ]
  for (const body of refused) expect(await put({ value, ...body })).toMatchObject(invalid)
  expect(await put({})).toMatchObject(invalid)
})

test('a body that is no JSON, no object or of another type is refused', async () => {
  expect(await put('{"value":')).toMatchObject({ status: 400, json: refusal('BadParameter') })
  expect(await put('"text"')).toMatchObject(invalid)
  expect(await put('[]')).toMatchObject(invalid)
  expect(await put('')).toMatchObject({ status: 400, json: refusal('BadParameter') })
  expect(await put('{"value":"v"}', { 'Content-Type': 'text/plain' })).toMatchObject({ status: 415 })
  expect(await put('{"value":"v"}', { 'Content-Type': 'application/json; charset=utf-8' })).toMatchObject({
    status: 200,
  })
})

test('a body too large to be anything is refused', async () => {
  expect(await put(`{"value":"${'x'.repeat(21 * 1024 * 1024)}"}`)).toMatchObject({ status: 413 })
})

test('a name has letters, digits and dashes, at most 127', async () => {
  const set = (name: string) => cloud.send('PUT', url('kv-roles', `/secrets/${name}`), { body: { value: 'v' } })
  expect(await set('n'.repeat(127))).toMatchObject({ status: 200 })
  for (const name of ['n'.repeat(128), 'under_score', 'do.t', 'a%2Fb', 'sp%20ace', 'ä']) {
    const refused = await set(name)
    expect(refused).toMatchObject({ status: 400, json: refusal('BadParameter') })
    expect(message(refused)).toContain('The request URI contains an invalid name')
  }
})

test('pages are of 1 to 25 rows, and a token that is not ours is refused', async () => {
  const list = (query: string) => cloud.send('GET', url('kv-roles', '/secrets', `api-version=7.6&${query}`))
  for (const size of [1, 25]) expect(await list(`maxresults=${size}`)).toMatchObject({ status: 200 })
  for (const size of ['0', '26', '-1', 'many', ''])
    expect(await list(`maxresults=${size}`)).toMatchObject({ status: 400 })
  expect(await list('$skiptoken=nonsense')).toMatchObject({ status: 400 })
})

test('an unknown version, operation or path is refused in the words for it', async () => {
  expect(await get('kv-roles', `/secrets/other/${'b'.repeat(32)}`)).toMatchObject({
    status: 404,
    json: refusal('SecretNotFound'),
  })
  const unknown = await get('kv-roles', '/secrets/other/latest')
  expect(unknown).toMatchObject({ status: 400, json: refusal('BadParameter') })
  expect(message(unknown)).toBe("Method GET does not allow operation 'latest'")
  expect(await get('kv-roles', '/nothing')).toMatchObject({ status: 404 })
  expect(await cloud.send('DELETE', url('kv-roles', `/secrets/other/${'a'.repeat(32)}`))).toMatchObject({ status: 400 })
})

test('every answer, refusals too, says its request id, region and the address it saw', async () => {
  const clientRequestId = randomUUID()
  for (const person of ['administrator', 'nobody'] as const) {
    const { headers } = await cloud.send('GET', url('kv-roles', '/secrets'), {
      person,
      headers: { 'x-ms-client-request-id': clientRequestId },
    })
    expect(headers).toMatchObject({
      'x-ms-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      'x-ms-client-request-id': clientRequestId,
      'x-ms-keyvault-region': 'westeurope',
      'x-ms-keyvault-network-info': 'conn_type=Ipv4;addr=203.0.113.10;act_addr_fam=InterNetwork;',
      'cache-control': 'no-cache',
    })
  }
})
