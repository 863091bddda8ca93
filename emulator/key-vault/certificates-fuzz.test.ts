import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testAuthority } from '../testing/authority.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { anything, sometimesSpoiled } from '../testing/spoiled.ts'
import { vaultClients } from '../testing/vault-clients.ts'
import { certificateOperations } from './certificate-operations.ts'
import { writePem } from './x509/pem.ts'
import { writePfx } from './x509/write-pfx.ts'

/** Whatever is sent to a certificate operation is answered: soon, in Key Vault's shape, and never with a fault of the server. */

const runs = Number(process.env.FUZZ_RUNS ?? 1500)
/** The same requests each time, so that a failure can be had again; another number asks others. */
const seed = Number(process.env.FUZZ_SEED ?? 7)
const slowMs = 15_000

let cloud: SmallCloud
let vault: ReturnType<typeof vaultClients>
let token: string
let backup = ''
const authority = testAuthority()

beforeAll(async () => {
  cloud = await startSmallCloud()
  vault = vaultClients(cloud, 'kv-roles')
  token = await cloud.token('administrator')
  const policy = { issuerName: 'Self', subject: 'CN=kept', keyType: 'EC', keyCurveName: 'P-256' }
  await (await vault.certificates.beginCreateCertificate('kept', policy, { intervalInMs: 10 })).pollUntilDone()
  const poller = await vault.certificates.beginCreateCertificate('gone', policy, { intervalInMs: 10 })
  await poller.pollUntilDone()
  backup = Buffer.from((await vault.certificates.backupCertificate('gone')) ?? []).toString('base64url')
  await vault.certificates.beginDeleteCertificate('gone')
  await vault.certificates.purgeDeletedCertificate('gone')
})
afterAll(() => cloud?.close())

const imports = (['ec', 'rsa'] as const).flatMap((type) => {
  const { privateKey } =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-384' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  const leaf = authority.issue(createPublicKey(privateKey), `CN=${type}`)
  const content = { privateKey, leaf, chain: [leaf, authority.certificate] }
  return [
    { value: writePfx(content).toString('base64') },
    { value: writePem(content), policy: { secret_props: { contentType: 'application/x-pem-file' } } },
  ]
})

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const common = {
  attributes: optional(fc.record({ enabled: optional(fc.boolean()), exp: optional(fc.nat()) })),
  tags: optional(fc.dictionary(fc.string({ maxLength: 20 }), fc.string(), { maxKeys: 15 })),
  preserveCertOrder: optional(fc.boolean()),
}
const host = fc.domain()
const policy = fc.record({
  // An RSA key takes a fraction of a second to make: what is spoiled here may still ask for one.
  key_props: fc.record({
    kty: fc.constantFrom('EC', 'EC', 'EC-HSM'),
    crv: optional(fc.constantFrom('P-256', 'P-256K', 'P-384', 'P-521')),
    exportable: optional(fc.boolean()),
    reuse_key: optional(fc.boolean()),
  }),
  secret_props: optional(fc.record({ contentType: fc.constantFrom('application/x-pkcs12', 'application/x-pem-file') })),
  x509_props: fc.record({
    subject: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('CN=fuzz', 'CN=a\\, b, O="c, d", C=DE', 'CN=é💥', 'E=a@b.example') },
      { weight: 1, arbitrary: fc.constantFrom('', 'no name') },
      { weight: 1, arbitrary: fc.string({ maxLength: 30 }).map((text) => `CN=${text}`) },
    ),
    sans: optional(
      fc.record({
        dns_names: optional(fc.array(host, { maxLength: 3 })),
        emails: optional(fc.array(fc.emailAddress(), { maxLength: 2 })),
        upns: optional(fc.array(fc.string({ maxLength: 20 }), { maxLength: 2 })),
        uris: optional(fc.array(fc.webUrl(), { maxLength: 2 })),
        ipAddresses: optional(fc.array(fc.oneof(fc.ipV4(), fc.ipV6()), { maxLength: 2 })),
      }),
    ),
    ekus: optional(fc.array(fc.constantFrom('1.3.6.1.5.5.7.3.1', '2.5.29.37.0', '2.999.1', '1.2'), { maxLength: 3 })),
    key_usage: optional(fc.subarray(['digitalSignature', 'keyEncipherment', 'crlSign', 'keyCertSign', 'decipherOnly'])),
    validity_months: optional(
      fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 1200 }) }, { weight: 1, arbitrary: fc.integer() }),
    ),
  }),
  lifetime_actions: optional(
    fc.array(
      fc.record({
        trigger: fc.oneof(
          fc.record({ lifetime_percentage: fc.integer({ min: 0, max: 100 }) }),
          fc.record({ days_before_expiry: fc.integer({ min: 0, max: 800 }) }),
        ),
        action: fc.record({ action_type: fc.constantFrom('AutoRenew', 'EmailContacts') }),
      }),
      { maxLength: 1 },
    ),
  ),
  issuer: fc.record({
    name: fc.constantFrom('Self', 'Self', 'Self', 'Unknown', 'Unknown', 'Unknown', 'first', 'nobody'),
    cty: optional(fc.string({ maxLength: 10 })),
    cert_transparency: optional(fc.boolean()),
  }),
})
const issuer = fc.record({
  provider: fc.constantFrom('DigiCert', 'GlobalSign', 'Test', 'Nobody'),
  credentials: optional(fc.record({ account_id: fc.string(), pwd: fc.string() })),
  org_details: optional(
    fc.record({
      id: fc.string(),
      admin_details: fc.array(fc.record({ first_name: fc.string(), email: fc.emailAddress() }), { maxLength: 2 }),
    }),
  ),
  attributes: optional(fc.record({ enabled: fc.boolean() })),
})
/** Answered by the authority when the request goes out: random ones never fit. */
const signed = 'what the authority signs'

/** What an operation takes, by its name; one without a body takes anything. */
const bodies: Record<string, fc.Arbitrary<unknown>> = {
  CreateCertificate: fc.record({ policy, ...common }),
  ImportCertificate: fc
    .tuple(fc.constantFrom(...imports), fc.record({ pwd: optional(fc.constantFrom('', 'x')), ...common }))
    .map(([content, more]) => ({ ...more, ...content })),
  MergeCertificate: fc.record({ x5c: fc.constant([signed]), ...common }),
  UpdateCertificate: fc.record({ policy: optional(policy), ...common }),
  UpdateCertificatePolicy: policy,
  UpdateCertificateOperation: fc.record({ cancellation_requested: fc.boolean() }),
  SetCertificateContacts: fc.record({
    contacts: fc.array(fc.record({ email: fc.emailAddress(), name: optional(fc.string()) }), { maxLength: 3 }),
  }),
  SetCertificateIssuer: issuer,
  UpdateCertificateIssuer: issuer,
  RestoreCertificate: fc.constant(undefined).map(() => ({ value: backup })),
}

/** More often what begins something and what goes on with it than what ends it. */
const operations = certificateOperations.flatMap((operation) =>
  /^(Create|Merge|(Update|Get|Delete)CertificateOp)/.test(operation.name) ? Array(4).fill(operation) : [operation],
) as typeof certificateOperations

const request = fc.constantFrom(...operations).chain((operation) =>
  fc.record({
    operation: fc.constant(operation),
    name: fc.oneof(
      {
        weight: 9,
        arbitrary: operation.path.includes('issuer-name') ? fc.constant('first') : fc.constantFrom('a', 'b'),
      },
      { weight: 3, arbitrary: /^(Delete|Purge)/.test(operation.name) ? fc.constant('b') : fc.constant('kept') },
      { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 200 }).map(encodeURIComponent) },
    ),
    version: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constant('0'.repeat(32)) },
      { weight: 1, arbitrary: fc.string({ maxLength: 40 }).map(encodeURIComponent) },
    ),
    query: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.string().map((text) => `&$skiptoken=${encodeURIComponent(text)}`) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(fc.constantFrom('maxresults', 'includePending', 'request_id'), anything)
          .map(([name, value]) => `&${name}=${encodeURIComponent(String(value))}`),
      },
    ),
    body: sometimesSpoiled(bodies[operation.name] ?? anything),
    raw: fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.string() }),
    contentType: fc.oneof(
      { weight: 30, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-8', '') },
    ),
  }),
)

async function send(method: string, path: string, body?: string, contentType = 'application/json') {
  return cloud.send(method, `${vault.url}${path}`, {
    token,
    ...(body !== undefined && { body, headers: { 'Content-Type': contentType } }),
  })
}

async function signedFor(name: string): Promise<string> {
  const { json } = await send('GET', `/certificates/${name}/pending?api-version=7.6`)
  const { csr } = json as { csr?: string }
  return csr ? authority.sign(Buffer.from(csr, 'base64'), 'CN=merged').toString('base64') : ''
}

test(`${runs} requests of every kind are answered in Key Vault's shape, and nothing is left broken`, {
  timeout: 900_000,
}, async () => {
  const succeeded = new Set<string>()
  await fc.assert(
    fc.asyncProperty(request, async ({ operation, name, version, query, body, raw, contentType }) => {
      const path = operation.path
        .replace('{certificate-name}', name)
        .replace('{issuer-name}', name)
        .replace('{certificate-version}', version)
      const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
      const json = JSON.stringify(body) ?? ''
      const text = raw ?? (json.includes(signed) ? json.replace(signed, await signedFor(name)) : json)
      const started = performance.now()
      const answer = await send(
        operation.method,
        `${path}?api-version=7.6${query}`,
        hasBody ? text : undefined,
        contentType,
      )
      expect(performance.now() - started).toBeLessThan(slowMs)
      expect(answer.status, answer.text).toBeLessThan(500)
      if (answer.status < 300) succeeded.add(operation.name)
      if (answer.status >= 400) {
        expect(answer.json).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } })
      }
    }),
    { numRuns: runs, seed },
  )
  // Requests that never get through would prove nothing.
  expect([...succeeded].sort()).toEqual(certificateOperations.map((one) => one.name).sort())
  await everythingFits()
})

/** Whatever happened: a certificate has its key and its secret, of the same version, and they can be read. */
async function everythingFits() {
  const names: string[] = []
  for await (const { name = '' } of vault.certificates.listPropertiesOfCertificates({ includePending: true }))
    names.push(name)
  for (const name of names) {
    const { cer, properties } = await vault.certificates.getCertificate(name)
    const key = await vault.keys.getKey(name)
    expect(key.properties).toMatchObject({ managed: true, version: properties.version })
    if (!cer || !properties.enabled) continue
    const secret = await vault.secrets.getSecret(name)
    expect(secret.properties.version).toBe(properties.version)
    expect(secret.value).not.toBe('')
  }
}
