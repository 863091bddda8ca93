import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import type { CertificatePolicy } from '@azure/keyvault-certificates'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testAuthority } from '../testing/authority.ts'
import { type Contract, contractOf, type Exchange, recordInto, specificationRoot } from '../testing/contract.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { vaultClients } from '../testing/vault-clients.ts'
import { writePfx } from './x509/write-pfx.ts'

/** Certificates against the official OpenAPI of Key Vault, both directions. */

const folder = 'specification/keyvault/data-plane/Microsoft.KeyVault/stable'
const versions = ['7.5', '2025-07-01'] as const
const roots = versions.map((version) => specificationRoot(`${folder}/${version}/certificates.json`))
if (!roots.some(Boolean)) {
  console.warn('Skipped: no checkout of the official OpenAPI lies beside the project (OPENAPI_SPECS_DIR).')
}

/** What Key Vault answers and its description leaves out; seen in recordings of Microsoft's own clients. */
const undescribed = /OBJECT_ADDITIONAL_PROPERTIES .*(basic_constraints|pending)/

/** A missing version is an empty segment on the wire, where the description demands one. */
function described(exchange: Exchange): Exchange {
  return {
    ...exchange,
    url: exchange.url.replace(/(\/certificates\/[\w-]+)\/\?/, '$1/current?').replaceAll('%2D', '-'),
  }
}

const operations = [
  'BackupCertificate',
  'CreateCertificate',
  'DeleteCertificate',
  'DeleteCertificateContacts',
  'DeleteCertificateIssuer',
  'DeleteCertificateOperation',
  'GetCertificate',
  'GetCertificateContacts',
  'GetCertificateIssuer',
  'GetCertificateIssuers',
  'GetCertificateOperation',
  'GetCertificatePolicy',
  'GetCertificateVersions',
  'GetCertificates',
  'GetDeletedCertificate',
  'GetDeletedCertificates',
  'ImportCertificate',
  'MergeCertificate',
  'PurgeDeletedCertificate',
  'RecoverDeletedCertificate',
  'RestoreCertificate',
  'SetCertificateContacts',
  'SetCertificateIssuer',
  'UpdateCertificate',
  'UpdateCertificateIssuer',
  'UpdateCertificateOperation',
  'UpdateCertificatePolicy',
]

describe.each(versions.map((version, index) => [version, roots[index]] as const))('api-version %s', (version, root) => {
  let cloud: SmallCloud
  let check: Contract
  const exchanges: Exchange[] = []

  beforeAll(async () => {
    if (!root) return
    cloud = await startSmallCloud()
    check = await contractOf(root, `${folder}/${version}/certificates.json`)
    await everyOperation(cloud, version, exchanges)
  }, 120_000)
  afterAll(() => cloud?.close())

  const violationsOf = async (exchange: Exchange) =>
    (await check(described(exchange))).violations.filter((one) => !undescribed.test(one))

  test.skipIf(!root)('every call of every operation keeps to the description', async () => {
    const broken: string[] = []
    const seen = new Set<string>()
    for (const exchange of exchanges) {
      seen.add((await check(described(exchange))).operationId)
      const { method, url, status } = exchange
      for (const one of await violationsOf(exchange)) broken.push(`${method} ${url} ${status}: ${one}`)
    }
    expect(broken).toEqual([])
    expect([...seen].sort()).toEqual(operations)
    expect(new Set(exchanges.map(({ status }) => status))).toEqual(new Set([200, 201, 202, 204, 400, 401, 404, 409]))
  })

  const find = (matches: (exchange: Exchange) => boolean) => exchanges.find(matches) as Exchange // made above
  const bundle = () => find(({ method, url, status }) => method === 'GET' && /\/self\/\?/.test(url) && status === 200)
  const creation = () => find(({ url, status }) => url.includes('/create?') && status === 202)
  const policy = () => find(({ method, url }) => method === 'GET' && url.includes('/policy?'))
  const page = () => find(({ url, status }) => url.includes('/certificates?') && status === 200)
  const merge = () => find(({ url, status }) => url.includes('/merge?') && status === 201)
  const body = (exchange: Exchange) => exchange.responseBody as Record<string, unknown> // each of these answered JSON

  test.skipIf(!root).each<[string, () => Exchange]>([
    ['an answer whose flag is a text', () => ({ ...bundle(), responseBody: { attributes: { enabled: 'yes' } } })],
    ['an answer whose thumbprint is a number', () => ({ ...bundle(), responseBody: { ...body(bundle()), x5t: 7 } })],
    ['an answer with an unknown property', () => ({ ...bundle(), responseBody: { ...body(bundle()), surprise: 1 } })],
    ['a creation answered as done at once', () => ({ ...creation(), status: 200 })],
    [
      'a creation whose validity is a text',
      () => ({ ...creation(), requestBody: { policy: { x509_props: { validity_months: '12' } } } }),
    ],
    ['a policy whose size is a text', () => ({ ...policy(), responseBody: { key_props: { key_size: '2048' } } })],
    [
      'a policy with an unknown use',
      () => ({ ...policy(), responseBody: { lifetime_actions: [{ action: { action_type: 'Fly' } }] } }),
    ],
    ['a page that is no list', () => ({ ...page(), responseBody: { value: 'none' } })],
    ['a merge without certificates', () => ({ ...merge(), requestBody: { tags: {} } })],
    [
      'an error whose code is a number',
      () => ({ ...find(({ status }) => status === 404), responseBody: { error: { code: 404, message: 'gone' } } }),
    ],
  ])('the check notices %s', async (_, broken) => {
    expect(await violationsOf(broken())).not.toEqual([])
  })
})

async function everyOperation(cloud: SmallCloud, version: (typeof versions)[number], exchanges: Exchange[]) {
  const options = { policy: recordInto(exchanges), ...(version === '7.5' && { serviceVersion: version }) }
  const { certificates: client } = vaultClients(cloud, 'kv-roles', options)
  const poll = { intervalInMs: 10 }
  const authority = testAuthority()
  const ec = { keyType: 'EC', keyCurveName: 'P-256' }
  const self: CertificatePolicy = {
    ...ec,
    issuerName: 'Self',
    subject: 'CN=self',
    subjectAlternativeNames: { dnsNames: ['self.small.example'], emails: ['a@small.example'] },
    lifetimeActions: [{ action: 'AutoRenew', daysBeforeExpiry: 30 }],
  }
  const unknown = { ...ec, issuerName: 'Unknown', subject: 'CN=merged', certificateTransparency: false }

  // First, since the call that asks for the challenge goes without its body.
  await client.getContacts().catch(() => undefined)
  await client.setContacts([{ email: 'a@small.example', name: 'a', phone: '1' }])
  await client.getContacts()
  await client.deleteContacts()
  const administrator = { firstName: 'John', lastName: 'Doe', email: 'a@small.example', phone: '1' }
  await client.createIssuer('corporate', 'DigiCert', { accountId: 'a', administratorContacts: [administrator] })
  await client.updateIssuer('corporate', { accountId: 'b' })
  await client.getIssuer('corporate')
  for await (const _ of client.listPropertiesOfIssuers().byPage());
  await client.deleteIssuer('corporate')

  const created = await client.beginCreateCertificate('self', self, { ...poll, tags: { a: 'b' } })
  const { properties } = await created.pollUntilDone()
  await client.getCertificate('self')
  await client.getCertificateVersion('self', properties.version ?? '')
  await client.updateCertificateProperties('self', properties.version ?? '', { tags: { c: 'd' }, enabled: true })
  await client.getCertificatePolicy('self')
  await client.updateCertificatePolicy('self', { ...self, validityInMonths: 24 })
  for await (const _ of client.listPropertiesOfCertificateVersions('self').byPage());

  const requested = await client.beginCreateCertificate('merged', unknown, poll)
  await client.beginCreateCertificate('merged', unknown, poll).catch(() => undefined)
  const { certificateOperation } = (await client.getCertificateOperation('merged')).getOperationState()
  await client.mergeCertificate('merged', [authority.sign(certificateOperation?.csr ?? new Uint8Array())])
  await requested.pollUntilDone()
  await client.beginCreateCertificate('given-up', unknown, poll)
  await (await client.getCertificateOperation('given-up', poll)).cancelOperation()
  await client.deleteCertificateOperation('given-up')

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const leaf = authority.issue(createPublicKey(privateKey))
  await client.importCertificate('imported', writePfx({ privateKey, leaf, chain: [leaf] }, 'secret'), {
    password: 'secret',
  })
  await client.importCertificate('imported', Buffer.from('nothing')).catch(() => undefined)
  for await (const _ of client.listPropertiesOfCertificates({ includePending: true }).byPage());

  const blob = await client.backupCertificate('self')
  await (await client.beginDeleteCertificate('self', poll)).pollUntilDone()
  for await (const _ of client.listDeletedCertificates({ includePending: true }).byPage());
  await (await client.beginRecoverDeletedCertificate('self', poll)).pollUntilDone()
  await (await client.beginDeleteCertificate('self', poll)).pollUntilDone()
  await client.purgeDeletedCertificate('self')
  await client.restoreCertificateBackup(blob ?? new Uint8Array())
}
