import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Contract, contractOf, type Exchange, recordInto, specificationRoot } from '../testing/contract.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'

/** Secrets against the official OpenAPI of Key Vault, both directions. */

const description = 'specification/keyvault/data-plane/Microsoft.KeyVault/stable/7.5/secrets.json'
const root = specificationRoot(description)
if (!root) console.warn('Skipped: no checkout of the official OpenAPI lies beside the project (OPENAPI_SPECS_DIR).')

let cloud: SmallCloud
let check: Contract
const recorded: Exchange[] = []

beforeAll(async () => {
  if (!root) return
  cloud = await startSmallCloud()
  check = await contractOf(root, description)
  await everyOperation()
}, 60_000)
afterAll(() => cloud?.close())

/** A missing version is an empty segment on the wire, where the description demands one. */
function described(exchange: Exchange): Exchange {
  return { ...exchange, url: exchange.url.replace(/(\/secrets\/[\w-]+)\/\?/, '$1/current?').replaceAll('%2D', '-') }
}

async function everyOperation(): Promise<void> {
  const client = cloud.secrets('kv-roles', 'administrator', {
    serviceVersion: '7.5',
    policy: recordInto(recorded),
  })
  const dates = { expiresOn: new Date('2030-01-01'), notBefore: new Date('2020-01-01') }
  const { properties } = await client.setSecret('a', 'v', { ...dates, tags: { a: 'b' }, contentType: 'text/plain' })
  for (let index = 0; index < 26; index += 1) await client.setSecret(`more-${index}`, 'v')
  await client.updateSecretProperties('a', properties.version ?? '', { enabled: true, tags: { c: 'd' } })
  await client.getSecret('a')
  await client.getSecret('a', { version: properties.version ?? '' })
  for await (const _ of client.listPropertiesOfSecrets().byPage());
  for await (const _ of client.listPropertiesOfSecretVersions('a').byPage());
  const blob = await client.backupSecret('a')
  await (await client.beginDeleteSecret('a', { intervalInMs: 10 })).pollUntilDone()
  await client.getDeletedSecret('a')
  for await (const _ of client.listDeletedSecrets().byPage());
  await (await client.beginRecoverDeletedSecret('a', { intervalInMs: 10 })).pollUntilDone()
  await (await client.beginDeleteSecret('a', { intervalInMs: 10 })).pollUntilDone()
  await client.purgeDeletedSecret('a')
  await client.restoreSecretBackup(blob ?? new Uint8Array())
  await client.getSecret('never').catch(() => undefined)
  await client.updateSecretProperties('a', properties.version ?? '', { enabled: false })
  await client.getSecret('a').catch(() => undefined)
}

test.skipIf(!root)('every call of every operation keeps to the description', async () => {
  // The client asks for the challenge without a body, which the description does not foresee.
  const exchanges = recorded.filter(({ status }) => status !== 401)
  const results = await Promise.all(exchanges.map((one) => check(described(one))))
  const broken = results.flatMap(({ operationId, violations }, index) =>
    violations.map(
      (one) =>
        `${operationId} ${exchanges[index]?.method} ${exchanges[index]?.url} ${exchanges[index]?.status}: ${one}`,
    ),
  )
  expect(broken).toEqual([])
  expect([...new Set(results.map(({ operationId }) => operationId))].sort()).toEqual([
    'BackupSecret',
    'DeleteSecret',
    'GetDeletedSecret',
    'GetDeletedSecrets',
    'GetSecret',
    'GetSecretVersions',
    'GetSecrets',
    'PurgeDeletedSecret',
    'RecoverDeletedSecret',
    'RestoreSecret',
    'SetSecret',
    'UpdateSecret',
  ])
  expect(new Set(exchanges.map(({ status }) => status))).toEqual(new Set([200, 204, 403, 404]))
})

const set = () => recorded.find(({ method, status }) => method === 'PUT' && status === 200) as Exchange // made above
const page = () => recorded.find(({ url, status }) => url.includes('/secrets?') && status === 200) as Exchange // made above
const refusal = () => recorded.find(({ status }) => status === 404) as Exchange // made above

test.skipIf(!root).each<[string, () => Exchange]>([
  [
    'an answer whose flag is a text',
    () => ({ ...set(), responseBody: { value: 'v', attributes: { enabled: 'yes' } } }),
  ],
  [
    'an answer whose date is no number',
    () => ({ ...set(), responseBody: { value: 'v', attributes: { exp: '2030-01-01' } } }),
  ],
  ['an answer with an unknown property', () => ({ ...set(), responseBody: { value: 'v', surprise: 1 } })],
  ['a request without its value', () => ({ ...set(), requestBody: { tags: {} } })],
  ['a request whose tag is no text', () => ({ ...set(), requestBody: { value: 'v', tags: { a: 1 } } })],
  ['a page that is no list', () => ({ ...page(), responseBody: { value: 'none' } })],
  [
    'a page of more rows than asked for is possible',
    () => ({ ...page(), url: page().url.replace('maxresults=25', 'maxresults=26').replace(/\?/, '?maxresults=26&') }),
  ],
  ['an error whose code is a number', () => ({ ...refusal(), responseBody: { error: { code: 404, message: 'No.' } } })],
  ['a success of a status that is not described', () => ({ ...set(), status: 202 })],
])('the check notices %s', async (_, broken) => {
  expect((await check(described(broken()))).violations).not.toEqual([])
})
