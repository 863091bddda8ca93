import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { writePem } from '../../emulator/key-vault/x509/pem.ts'
import { writePfx } from '../../emulator/key-vault/x509/write-pfx.ts'
import { secretLandmarks, vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { testAuthority } from '../../emulator/testing/authority.ts'
import { maxImportBytes } from '../domain/certificate.ts'
import { api } from '../routes.ts'
import { people, readLines, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
let logLines: string[]
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => {
  strongroom.forget()
  logLines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    logLines.push(String(text))
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

const vault: string = vaultLandmarks.main
const authority = testAuthority()

const call = async (method: string, address: string, body?: unknown, as = token) => {
  const response = await strongroom.api(method, address, { token: as, ...(body !== undefined && { body }) })
  return { status: response.status, json: await response.json() }
}
const part = (name: string, of: Parameters<typeof api.certificatePart>[2]) => api.certificatePart(vault, name, of)
const audited = () =>
  logLines
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .filter(({ event }) => event)

const policy = {
  issuerName: 'Self',
  subject: 'CN=api.example',
  alternativeNames: { dnsNames: ['api.example', 'www.example'] },
  keyType: 'EC',
  curve: 'P-256',
  isExportable: true,
  reusesKey: false,
  contentType: 'application/x-pem-file',
  keyUsages: ['digitalSignature'],
  extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'],
  validityMonths: 12,
  lifetimeAction: { action: 'AutoRenew', trigger: 'lifetimePercentage', at: 80 },
}
const create = async (name: string, changes: object = {}) => {
  const { status, json } = await call('POST', part(name, 'create'), { policy: { ...policy, ...changes } })
  expect(status, JSON.stringify(json)).toBe(202)
  return json
}
const read = async (name: string) => (await call('GET', api.certificate(vault, name))).json

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const exported = (privateKey: KeyObject) => {
  const leaf = authority.issue(createPublicKey(privateKey), 'CN=imported, O=Small')
  return { privateKey, leaf, chain: [leaf, authority.certificate] }
}
const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64')

describe('reading', () => {
  test('the list tells what Key Vault’s own list tells, requests too, without a call for each row', async () => {
    const headers = { accept: 'application/x-ndjson' }
    const response = await strongroom.api('GET', api.certificates(vault), { token, headers })
    const { items } = await readLines<{ name: string; thumbprint: string | null }>(response)
    const seeded = strongroom.emulator.state.vaults.get(vault)?.objects.certificates
    expect(items.map(({ name }) => name).sort()).toEqual([...(seeded?.values() ?? [])].map(({ name }) => name).sort())
    expect(items.find(({ name }) => name === secretLandmarks.managed.secret)?.thumbprint).toMatch(/^[0-9A-F]{40}$/)
    expect(items.find(({ name }) => name === 'terminal-gateway-mtls')?.thumbprint).toBeNull()
    expect(strongroom.calls()).toMatchObject({ CertificateList: 1 })
    expect(strongroom.calls().CertificateGet).toBeUndefined()
  })

  test('a certificate says who it is, in full, and no secret or key is read for it', async () => {
    const certificate = await read('mtls-card-network')
    const parsed = new X509Certificate(Buffer.from(certificate.cer, 'base64'))
    expect(certificate.x509).toMatchObject({
      issuer: 'CN=Strongroom Sample Issuing CA, O=Strongroom Emulator',
      serialNumber: parsed.serialNumber,
      sha1: certificate.thumbprint,
      sha256: parsed.fingerprint256.replaceAll(':', ''),
      keyType: 'RSA',
      keySizeBits: 2048,
      curve: null,
      keyUsages: ['digitalSignature', 'keyEncipherment'],
      isSelfSigned: false,
      notAfter: certificate.expiresOn,
    })
    expect(certificate.policy).toMatchObject({
      issuerName: 'Unknown',
      contentType: 'application/x-pem-file',
      lifetimeAction: { action: 'EmailContacts', trigger: 'daysBeforeExpiry', at: 45 },
    })
    expect(strongroom.calls().SecretGet).toBeUndefined()
    expect(strongroom.calls().KeyGet).toBeUndefined()
  })

  test('versions are listed newest first, and one that is no longer current can be read', async () => {
    const { json } = await call('GET', part('checkout-meridian-example', 'versions'))
    expect(json.items.length).toBeGreaterThan(1)
    const oldest = json.items.at(-1)
    const address = api.certificateVersion(vault, 'checkout-meridian-example', oldest.version)
    const { json: version } = await call('GET', address)
    expect(version).toMatchObject({
      version: oldest.version,
      x509: { keyType: 'EC', curve: 'P-256', isSelfSigned: true },
    })
  })

  test('a certificate that is not there is said to be none', async () => {
    for (const address of [api.certificate(vault, 'nowhere'), part('nowhere', 'versions')]) {
      const { status, json } = await call('GET', address)
      expect(status).toBe(404)
      expect(json.error.code).toBe('certificate_not_found')
    }
  })

  test('who has no right is refused and told which role would do', async () => {
    const lena = await strongroom.token(people.lena)
    const { status, json } = await call('GET', api.certificates(vault), undefined, lena)
    expect(status).toBe(403)
    expect(json.error).toMatchObject({ code: 'forbidden_by_role', missingRight: { role: 'Key Vault Reader' } })
    const tomas = await strongroom.token(people.tomas)
    const { json: rights } = await call('GET', part('mtls-card-network', 'rights'), undefined, tomas)
    expect(rights).toMatchObject({ read: 'yes', create: 'no', import: 'no', delete: 'no' })
  })
})

describe('making', () => {
  test('a self-signed certificate is asked for, issued, and says what its policy said', async () => {
    const request = await create('made-self', { keyType: 'RSA', curve: null, keySizeBits: 3072 })
    expect(request.issuerName).toBe('Self')
    const certificate = await read('made-self')
    expect(certificate.x509).toMatchObject({
      subject: 'CN=api.example',
      alternativeNames: [
        { kind: 'DNS', value: 'api.example' },
        { kind: 'DNS', value: 'www.example' },
      ],
      keySizeBits: 3072,
      keyUsages: ['digitalSignature'],
      extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'],
    })
    const { json } = await call('GET', part('made-self', 'request'))
    expect(json.request).toMatchObject({ status: 'completed', error: null })
    expect(audited()).toMatchObject([{ event: 'create', result: 'ok', vault, certificate: 'made-self' }])
  })

  test('without a policy the next version is made by the one that is there', async () => {
    await create('made-again')
    const first = await read('made-again')
    strongroom.emulator.clock.offsetSeconds += 2
    expect((await call('POST', part('made-again', 'create'), {})).status).toBe(202)
    const second = await read('made-again')
    expect(second.version).not.toBe(first.version)
    expect(second.policy).toEqual(first.policy)
  })

  test('an answer that is lost leaves the outcome open, and the request is not sent again', async () => {
    strongroom.emulator.faults.replace([{ operation: 'CertificateCreate', reset: 'after' }])
    const { status, json } = await call('POST', part('made-lost', 'create'), { policy })
    expect(status, JSON.stringify(json)).toBe(502)
    expect(json.error.code).toBe('outcome_unknown')
    expect(strongroom.calls().CertificateCreate).toBe(1)
  })

  test.each([
    ['subject', { subject: '', alternativeNames: {} }, /subject, or at least one/],
    ['subject', { subject: 'api.example' }, /distinguished name/],
    ['isExportable', { keyType: 'EC-HSM' }, /hardware module/],
    ['validityMonths', { validityMonths: 0 }, /at least 1 month/],
    ['lifetimeAction', { lifetimeAction: { action: 'AutoRenew', trigger: 'daysBeforeExpiry', at: 325 } }, /1 and 324/],
    ['lifetimeAction', { issuerName: 'Unknown' }, /outside signs/],
    ['alternativeNames.dnsNames.0', { alternativeNames: { dnsNames: ['a b'] } }, /DNS name/],
  ])('a mistake in %s is named before Key Vault is asked', async (path, changes, message) => {
    const { status, json } = await call('POST', part('made-wrong', 'create'), { policy: { ...policy, ...changes } })
    expect(status).toBe(400)
    expect(json.error.fields).toContainEqual({ path: `policy.${path}`, message: expect.stringMatching(message) })
    expect(strongroom.calls().CertificateCreate).toBeUndefined()
  })
})

describe('a request that somebody else signs', () => {
  const unknown = { issuerName: 'Unknown', lifetimeAction: null }
  const csrOf = async (name: string) =>
    Buffer.from((await call('GET', part(name, 'request'))).json.request.csr, 'base64')
  const pem = (der: Buffer) => `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`

  test('waits with its CSR, and completes with what was signed', async () => {
    expect(await create('signed-outside', unknown)).toMatchObject({ status: 'inProgress', issuerName: 'Unknown' })
    expect(await read('signed-outside')).toMatchObject({ enabled: false, thumbprint: null, x509: null, cer: null })
    const leaf = authority.sign(await csrOf('signed-outside'))
    const certificate = `${pem(authority.certificate)}${pem(leaf)}`
    const { status, json } = await call('POST', part('signed-outside', 'merge'), { certificate })
    expect(status, JSON.stringify(json)).toBe(201)
    expect(json).toMatchObject({ enabled: true, cer: leaf.toString('base64') })
    expect((await call('GET', part('signed-outside', 'request'))).json.request.status).toBe('completed')
    expect(audited().map(({ event }) => event)).toEqual(['create', 'merge'])
  })

  test('takes no certificate that was made from another request', async () => {
    await create('signed-mismatch', unknown)
    const certificate = pem(exported(other).leaf)
    const { status, json } = await call('POST', part('signed-mismatch', 'merge'), { certificate })
    expect(status).toBe(400)
    expect(json.error.code).toBe('certificate_mismatch')
    const right = authority.sign(await csrOf('signed-mismatch')).toString('base64')
    expect((await call('POST', part('signed-mismatch', 'merge'), { certificate: right })).status).toBe(201)
  })

  test.each([
    ['a text', 'hello', /no certificate/],
    [
      'the request itself',
      '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----',
      /is the request/,
    ],
    ['half a certificate', pem(exported(other).leaf.subarray(0, 200)), /no certificate/],
  ])('takes %s for what it is, without asking Key Vault', async (_, certificate, message) => {
    const { status, json } = await call('POST', part('terminal-gateway-mtls', 'merge'), { certificate })
    expect(status).toBe(400)
    expect(json.error).toMatchObject({ code: 'certificate_unreadable', message: expect.stringMatching(message) })
    expect(strongroom.calls().CertificatePendingMerge).toBeUndefined()
  })

  test('keeps a second request away, can be cancelled, and can be forgotten', async () => {
    await create('given-up', unknown)
    const again = await call('POST', part('given-up', 'create'), { policy })
    expect(again).toMatchObject({ status: 409, json: { error: { code: 'request_pending' } } })
    const cancelled = await call('POST', part('given-up', 'request'))
    expect(cancelled).toMatchObject({ status: 200, json: { isCancellationRequested: true } })
    expect((await call('GET', part('given-up', 'request'))).json.request.status).toBe('cancelled')
    expect(await call('DELETE', part('given-up', 'request'))).toMatchObject({ status: 200, json: { request: null } })
    expect((await call('GET', part('given-up', 'request'))).json).toEqual({ request: null })
    expect(audited().map(({ event }) => event)).toEqual(['create', 'create', 'cancelRequest', 'deleteRequest'])
  })

  test('of an issuer of the vault waits for that issuer, and nothing can be merged into it', async () => {
    const issuer = { provider: 'DigiCert', accountId: 'meridian', password: 'kept-away' }
    expect((await call('PUT', api.certificateIssuer(vault, 'corporate'), issuer)).status).toBe(200)
    await create('ordered', { issuerName: 'corporate' })
    const certificate = pem(exported(other).leaf)
    const { status, json } = await call('POST', part('ordered', 'merge'), { certificate })
    expect(status).toBe(409)
    expect(json.error.code).toBe('request_pending')
    const nobody = await call('POST', part('ordered-nowhere', 'create'), {
      policy: { ...policy, issuerName: 'nobody' },
    })
    expect(nobody.json.error).toMatchObject({ code: 'not_found', message: expect.stringMatching(/no issuer/) })
  })
})

describe('importing', () => {
  const send = (name: string, body: object) => call('POST', part(name, 'import'), body)
  const unreadable = (message: RegExp) => ({
    status: 400,
    json: { error: { code: 'certificate_unreadable', message: expect.stringMatching(message) } },
  })

  test('a PFX comes in with its password, which is nowhere in the log', async () => {
    const given = exported(rsa)
    const content = base64(writePfx(given, 'correct horse'))
    const { status, json } = await send('in-pfx', { content, password: 'correct horse', tags: { from: 'a file' } })
    expect(status, JSON.stringify(json)).toBe(201)
    expect(json).toMatchObject({
      cer: given.leaf.toString('base64'),
      enabled: true,
      tags: { from: 'a file' },
      policy: { contentType: 'application/x-pkcs12' },
    })
    expect(audited()).toMatchObject([{ event: 'import', result: 'ok', certificate: 'in-pfx' }])
    expect(logLines.join('')).not.toContain('correct horse')
    expect(logLines.join('')).not.toContain(content.slice(100, 140))
  })

  test('PEM comes in as PEM, and disabled where that is wanted', async () => {
    const given = exported(other)
    const { status, json } = await send('in-pem', { content: base64(writePem(given)), enabled: false })
    expect(status, JSON.stringify(json)).toBe(201)
    expect(json).toMatchObject({ enabled: false, policy: { contentType: 'application/x-pem-file' } })
  })

  test('a wrong password, and none, are told apart from a broken file', async () => {
    const pfx = writePfx(exported(rsa), 'right')
    expect(await send('in-wrong', { content: base64(pfx), password: 'wrong' })).toMatchObject(
      unreadable(/could not open the PFX with this password/),
    )
    expect(await send('in-wrong', { content: base64(pfx) })).toMatchObject(unreadable(/without a password/))
    strongroom.forget()
    const cut = base64(pfx.subarray(0, -10))
    expect(await send('in-wrong', { content: cut, password: 'right' })).toMatchObject(unreadable(/neither a whole PFX/))
    const long = base64(Buffer.concat([pfx, Buffer.alloc(10)]))
    expect(await send('in-wrong', { content: long, password: 'right' })).toMatchObject(
      unreadable(/neither a whole PFX/),
    )
    expect(strongroom.calls().CertificateImport).toBeUndefined()
  })

  const whole = writePem(exported(other))
  const certificateOnly = whole.slice(whole.indexOf('-----BEGIN CERTIFICATE'))
  const keyOnly = whole.slice(0, whole.indexOf('-----BEGIN CERTIFICATE'))
  const keyAs = (type: 'pkcs1' | 'pkcs8', passphrase?: string) =>
    rsa.export({ type, format: 'pem', ...(passphrase && { cipher: 'aes-256-cbc', passphrase }) })
  test.each([
    ['without its key', certificateOnly, /no whole private key/],
    ['without its certificate', keyOnly, /no whole certificate/],
    ['with two keys', `${keyOnly}${whole}`, /2 private keys/],
    ['with the key of another certificate', `${keyAs('pkcs8')}${certificateOnly}`, /another certificate/],
    ['with an encrypted key', `${keyAs('pkcs8', 'x')}${certificateOnly}`, /is encrypted/],
    ['with a key in PKCS#1', `${keyAs('pkcs1')}${certificateOnly}`, /another form \(RSA PRIVATE KEY\)/],
    ['with a damaged certificate', whole.replace(/(CERTIFICATE-----\nMII.{20})./, '$1!'), /damaged|no whole/],
    ['that is DER without a key', exported(other).leaf, /without its private key/],
  ])('a PEM %s is refused in words, before Key Vault is asked', async (_, content, message) => {
    expect(await send('in-broken', { content: base64(content) })).toMatchObject(unreadable(message))
    expect(strongroom.calls().CertificateImport).toBeUndefined()
  })

  test('this route alone takes a long body, and not an endless one', async () => {
    const filler = base64(Buffer.alloc(300 * 1024, 'x'))
    expect(await send('in-long', { content: filler })).toMatchObject(unreadable(/neither/))
    const tooLong = base64(Buffer.alloc(maxImportBytes + 1024, 'x'))
    expect(await send('in-long', { content: tooLong })).toMatchObject({ status: 400 })
    const endless = base64(Buffer.alloc(maxImportBytes * 2, 'x'))
    expect(await send('in-long', { content: endless })).toMatchObject({ status: 413 })
    const merge = await call('POST', part('in-long', 'merge'), { certificate: filler })
    expect(merge.json.error.code).toBe('payload_too_large')
  })
})

describe('changing', () => {
  test('a version is disabled, and its tags are patched one by one', async () => {
    await create('changed')
    const { version } = await read('changed')
    const address = api.certificateVersion(vault, 'changed', version)
    await call('PATCH', address, { tags: { keep: '1', drop: '2' } })
    const { status, json } = await call('PATCH', address, { enabled: false, tags: { drop: null, add: '3' } })
    expect(status).toBe(200)
    expect(json).toMatchObject({ enabled: false, tags: { keep: '1', add: '3' } })
    expect(json.tags.drop).toBeUndefined()
    expect((await call('PATCH', address, {})).status).toBe(400)
  })

  test('a policy takes the place of the old one, names included, and makes the next version', async () => {
    await create('policed')
    const changed = { ...policy, alternativeNames: { dnsNames: ['new.example'] }, validityMonths: 3 }
    const { status, json } = await call('PATCH', part('policed', 'policy'), changed)
    expect(status, JSON.stringify(json)).toBe(200)
    expect(json).toMatchObject({ validityMonths: 3, alternativeNames: { dnsNames: ['new.example'], emails: [] } })
    expect(json).toEqual((await call('GET', part('policed', 'policy'))).json)
    await call('POST', part('policed', 'create'), {})
    expect((await read('policed')).x509.alternativeNames).toEqual([{ kind: 'DNS', value: 'new.example' }])
  })

  test('certificate transparency, of which no form has a field, outlives a change of the policy', async () => {
    await create('transparent', { isTransparent: true })
    const before = (await call('GET', part('transparent', 'policy'))).json
    expect(before.isTransparent).toBe(true)
    const { json } = await call('PATCH', part('transparent', 'policy'), {
      ...policy,
      isTransparent: true,
      validityMonths: 3,
    })
    expect(json).toMatchObject({ isTransparent: true, validityMonths: 3 })
    expect(
      (await call('PATCH', part('transparent', 'policy'), { ...policy, isTransparent: false })).json.isTransparent,
    ).toBe(false)
  })

  test('a certificate is deleted with key and secret, and its name is then held', async () => {
    await create('gone')
    const { status, json } = await call('DELETE', api.certificate(vault, 'gone'))
    expect(status).toBe(200)
    expect(json).toMatchObject({ name: 'gone', recoveryLevel: expect.stringMatching(/Recoverable/) })
    expect((await call('GET', api.certificate(vault, 'gone'))).json.error.code).toBe('certificate_not_found')
    expect((await call('POST', part('gone', 'create'), { policy })).status).toBe(409)
    expect(audited().map(({ event }) => event)).toEqual(['create', 'delete', 'create'])
  })
})
