import { generateKeyPairSync, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { anything, sometimesSpoiled } from '../testing/spoiled.ts'
import { encryptionAlgorithms } from './cryptography/encryption.ts'
import { signatureAlgorithms } from './cryptography/signature.ts'
import { keyOperations } from './key-operations.ts'

/** Whatever is sent to a key operation is answered: soon, in Key Vault's shape, and never with a fault of the server. */

const runs = Number(process.env.FUZZ_RUNS ?? 1500)
/** The same requests each time, so that a failure can be had again; another number asks others. */
const seed = Number(process.env.FUZZ_SEED ?? 7)
const slowMs = 15_000

let cloud: SmallCloud
const tokens: Record<string, string> = {}
const versions: Record<string, string> = {}
let backup = ''
let attestation = ''

/** Keys that stay, to be used; the others come and go. */
const lasting = ['rsa', 'ec', 'off', 'oct', 'leaving']
const vault = 'kv-premium.vault'
const pool = 'hsm-small.managedhsm'

beforeAll(async () => {
  cloud = await startSmallCloud()
  tokens[vault] = await cloud.token('administrator')
  tokens[pool] = await cloud.token('administrator', 'https://managedhsm.emulator.test')
  const authority = 'https://attestation.emulator.test'
  const text = JSON.stringify({
    version: '1.0.0',
    anyOf: [{ authority, allOf: [{ claim: 'sdk-test', equals: 'true' }] }],
  })
  const client = cloud.keys(vault)
  const made = [
    await client.createRsaKey('rsa'),
    await client.createEcKey('ec', { curve: 'P-384' }),
    await client.createEcKey('off', { enabled: false }),
    await client.createEcKey('leaving', {
      hsm: true,
      exportable: true,
      releasePolicy: { encodedPolicy: Buffer.from(text) },
    }),
    await cloud
      .keys(pool)
      .createOctKey('oct', { hsm: true, keyOps: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey', 'sign', 'verify'] }),
  ]
  for (const { name, properties } of made) versions[name] = properties.version ?? ''
  await client.createEcKey('c')
  backup = Buffer.from((await client.backupKey('c')) ?? []).toString('base64url')
  await (await client.beginDeleteKey('c', { intervalInMs: 10 })).pollUntilDone()
  await client.purgeDeletedKey('c')
  const { json } = await cloud.send('GET', `${authority}/generate-test-token`, { person: null })
  attestation = (json as { token: string }).token
}, 60_000)
afterAll(() => cloud.close())

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const bytes = fc.uint8Array({ maxLength: 300 }).map(text)
const ofLength = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(text)
const digest = fc.constantFrom(32, 48, 64).chain(ofLength)
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const curves = fc.constantFrom('P-256', 'P-256K', 'P-384', 'P-521')
const duration = fc.constantFrom('P90D', 'P91D', 'P30D', 'P35D', 'P7D', 'P1Y', 'PT1S', '', 'P99999Y')
const ordinary = {
  attributes: optional(
    fc.record({ enabled: optional(fc.boolean()), nbf: optional(fc.nat()), exp: optional(fc.nat()) }),
  ),
  tags: optional(fc.dictionary(fc.string({ maxLength: 20 }), fc.string(), { maxKeys: 15 })),
}
const exported = ['P-256', 'secp256k1', 'P-521'].map((namedCurve) =>
  generateKeyPairSync('ec', { namedCurve }).privateKey.export({ format: 'jwk' }),
)
const jwks = [
  ...exported.map((jwk) => ({ ...jwk, crv: jwk.crv === 'secp256k1' ? 'P-256K' : jwk.crv })),
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  { kty: 'oct', k: text(randomBytes(32)) },
]
const encryption = fc.record({
  alg: fc.constantFrom(...encryptionAlgorithms.keys()),
  value: fc.oneof(bytes, ofLength(32), ofLength(256)),
  iv: optional(fc.oneof(ofLength(16), ofLength(12))),
  aad: optional(bytes),
  tag: optional(ofLength(16)),
})
interface KeyMatch {
  host: string
  name: string
  alg: string
}
const withRsa = (alg: string): KeyMatch => ({ host: vault, name: 'rsa', alg })
const withOct = (alg: string): KeyMatch => ({ host: pool, name: 'oct', alg })
const signing = [withRsa('RS256'), withRsa('PS256'), { host: vault, name: 'ec', alg: 'ES384' }, withOct('HS256')]
/** Keys and algorithms that go together, by use: random requests seldom find both. */
const matches: Record<string, KeyMatch[]> = {
  encrypt: [withRsa('RSA1_5'), withOct('A256CBC')],
  decrypt: [withRsa('RSA1_5'), withOct('A256CBC')],
  wrapKey: [withRsa('RSA1_5'), withOct('A256KW')],
  unwrapKey: [withRsa('RSA1_5')],
  sign: signing,
  verify: signing,
}
const iv = text(Buffer.alloc(16))
const signature = fc.record({ alg: fc.constantFrom(...signatureAlgorithms.keys()), value: digest, digest })

/** What an operation takes, by its name; one without a body takes anything. */
const bodies: Record<string, fc.Arbitrary<unknown>> = {
  // An RSA key takes a fraction of a second to make: they are imported, and made elsewhere.
  CreateKey: fc.record({
    kty: fc.constantFrom('EC', 'EC-HSM', 'oct-HSM'),
    crv: optional(curves),
    key_size: optional(fc.constantFrom(128, 192, 256)),
    ...ordinary,
  }),
  ImportKey: fc.record({ key: fc.constantFrom(...jwks), Hsm: optional(fc.boolean()), ...ordinary }),
  UpdateKey: fc.record({ key_ops: optional(fc.subarray(['sign', 'verify'])), ...ordinary }),
  UpdateKeyRotationPolicy: fc.record({
    lifetimeActions: optional(
      fc.array(
        fc.record({
          trigger: fc.oneof(fc.record({ timeAfterCreate: duration }), fc.record({ timeBeforeExpiry: duration })),
          action: fc.record({ type: fc.constantFrom('Rotate', 'Notify') }),
        }),
        { maxLength: 2 },
      ),
    ),
    attributes: optional(fc.record({ expiryTime: optional(duration) })),
  }),
  encrypt: encryption,
  decrypt: encryption,
  wrapKey: encryption,
  unwrapKey: encryption,
  sign: signature,
  verify: signature,
  release: fc.constant(undefined).map(() => ({ target: attestation, nonce: 'n' })),
  RestoreKey: fc.constant(undefined).map(() => ({ value: backup })),
  GetRandomBytes: fc.record({ count: fc.integer({ min: 1, max: 128 }) }),
}
/** The request with a key, an algorithm and a value that go together; what was spoiled in its body stays away. */
function matched<Request>(one: Request, { host, name, alg }: KeyMatch): Request {
  const length = alg.startsWith('RSA') ? 255 : alg.endsWith('384') ? 48 : 32
  const value = text(randomBytes(length))
  const padded = text(Buffer.concat([Buffer.alloc(1), Buffer.from(value, 'base64url')]))
  return { ...one, host, name, version: '', body: { alg, value: alg === 'RSA1_5' ? padded : value, digest: value, iv } }
}

const request = fc.constantFrom(...keyOperations).chain((operation) =>
  fc
    .record({
      operation: fc.constant(operation),
      host: fc.constantFrom(vault, vault, pool),
      name: fc.oneof(
        // Deleting and its like is for those that come and go; rotating an RSA key is for a patient day.
        {
          weight: 10,
          arbitrary: fc.constantFrom(
            ...(/Delete|Purge|Rotat|Import|Create|Update/.test(operation.name)
              ? ['a', 'b', 'c']
              : [...lasting, ...lasting, 'a', 'b', 'c']),
          ),
        },
        { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 200 }).map(encodeURIComponent) },
      ),
      version: fc.oneof(
        { weight: 5, arbitrary: fc.constant('') },
        { weight: 5, arbitrary: fc.constant('the right one') },
        { weight: 1, arbitrary: fc.constantFrom('0', 'a', 'F').map((digit) => digit.repeat(32)) },
        { weight: 1, arbitrary: fc.string({ maxLength: 40 }).map(encodeURIComponent) },
      ),
      query: fc.oneof(
        { weight: 9, arbitrary: fc.constant('') },
        { weight: 1, arbitrary: fc.string().map((token) => `&$skiptoken=${encodeURIComponent(token)}`) },
        { weight: 1, arbitrary: anything.map((count) => `&maxresults=${encodeURIComponent(String(count))}`) },
      ),
      match: fc.option(fc.constantFrom(...(matches[operation.name] ?? [withRsa('')])), { freq: 2, nil: undefined }),
      body: sometimesSpoiled(bodies[operation.name] ?? anything),
      raw: fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.string() }),
      contentType: fc.oneof(
        { weight: 30, arbitrary: fc.constant('application/json') },
        { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-8', '') },
      ),
    })
    .map((one) => (operation.name in matches && one.match ? matched(one, one.match) : one)),
)

test(`${runs} requests of every kind are answered in Key Vault's shape, and nothing is left broken`, {
  timeout: 900_000,
}, async () => {
  const succeeded = new Set<string>()
  await fc.assert(
    fc.asyncProperty(request, async ({ operation, host, name, version, query, body, raw, contentType }) => {
      const versionText = version === 'the right one' ? (versions[name] ?? '') : version
      const path = operation.path.replace('{key-name}', name).replace('{key-version}', versionText)
      const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
      const started = performance.now()
      const answer = await cloud.send(
        operation.method,
        `https://${host}.emulator.test${path}?api-version=7.6${query}`,
        {
          token: tokens[host] ?? '',
          ...(hasBody && { body: raw ?? JSON.stringify(body) ?? '', headers: { 'Content-Type': contentType } }),
        },
      )
      expect(performance.now() - started).toBeLessThan(slowMs)
      const isOfAnotherService = answer.status === 501 && operation.name === 'release'
      expect(isOfAnotherService || answer.status < 500, `${answer.status}: ${answer.text}`).toBe(true)
      if (answer.status < 300) succeeded.add(operation.name)
      if (answer.status >= 400) {
        expect(answer.json).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } })
      }
    }),
    { numRuns: runs, seed },
  )
  // Requests that never get through would prove nothing.
  expect([...succeeded].sort()).toEqual(keyOperations.map((one) => one.name).sort())
  await everyKeyStillWorks()
})

async function everyKeyStillWorks() {
  const client = cloud.keys(vault)
  const made = await client.createEcKey('after-all')
  const { result } = await cloud.cryptography(made.id ?? '').sign('ES256', Buffer.alloc(32))
  expect(result).toHaveLength(64)
  for await (const one of client.listPropertiesOfKeys()) expect((await client.getKey(one.name)).name).toBe(one.name)
}
