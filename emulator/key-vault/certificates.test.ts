import { createHash, sign, verify, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { vaultClients } from '../testing/vault-clients.ts'
import { readPem } from './x509/pem.ts'
import { readPfx } from './x509/read-pfx.ts'

/** The life of a certificate that Key Vault signs itself, seen through the vendor's three clients. */

let cloud: SmallCloud
let vault: ReturnType<typeof vaultClients>
/** Where nothing ends by itself while a test looks. */
let slowCloud: SmallCloud
let slowVault: ReturnType<typeof vaultClients>

beforeAll(async () => {
  cloud = await startSmallCloud()
  vault = vaultClients(cloud, 'kv-roles')
  slowCloud = await startSmallCloud({ settleMs: 600_000 })
  slowVault = vaultClients(slowCloud, 'kv-roles')
})
afterAll(() => Promise.all([cloud?.close(), slowCloud?.close()]))

const poll = { intervalInMs: 10 }
const policy = { issuerName: 'Self', subject: 'CN=www.small.example' }

/** Lets the time pass that a request takes. */
function endNow(name: string): void {
  const operation = slowCloud.emulator.state.vaults.get('kv-roles')?.objects.certificates.get(name)?.operation
  if (operation) operation.settlesAtMs = 0
}

async function created(name: string, differences: object = {}, options: object = {}) {
  const begun = await vault.certificates.beginCreateCertificate(
    name,
    { ...policy, ...differences },
    { ...poll, ...options },
  )
  return begun.pollUntilDone()
}

describe('creating', () => {
  test('runs for a while', async () => {
    await slowVault.certificates.beginCreateCertificate('web', policy, poll)
    const operation = await slowVault.certificates.getCertificateOperation('web', poll)
    expect(operation.getOperationState().certificateOperation).toMatchObject({
      status: 'inProgress',
      issuerName: 'Self',
      cancellationRequested: false,
    })
    expect(operation.isDone()).toBe(false)
  })

  test('knows the built-in issuers in whatever case, as a vendor’s own suite writes them', async () => {
    const certificate = await created('any-case', { issuerName: 'self' })
    expect(certificate.policy?.issuerName).toBe('Self')
  })

  test('tells of a request too whether its chain keeps its order', async () => {
    const body = {
      policy: { issuer: { name: 'Self' }, x509_props: { subject: 'CN=ordered' } },
      preserveCertOrder: true,
    }
    const url = `${vault.url}/certificates/ordered/create?api-version=`
    expect((await cloud.send('POST', `${url}7.6`, { body })).json).toMatchObject({ preserveCertOrder: true })
    const older = await cloud.send('POST', `${url.replace('ordered', 'older')}7.5`, { body })
    expect(older.json).not.toHaveProperty('preserveCertOrder')
  })

  test('leaves a certificate that the platform is to manage waiting, and its policy as it was given', async () => {
    const platformManaged = {
      certificateUsage: 'PublicTLSServerAuth',
      metadata: { sans: { dns_names: ['a.example'] } },
    }
    const url = `${vault.url}/certificates/platform`
    const version = '?api-version=2026-04-01'
    const asked = await cloud.send('POST', `${url}/create${version}`, { body: { policy: { platformManaged } } })
    expect(asked.json).toMatchObject({ status: 'inProgress' })
    expect((await cloud.send('GET', `${url}/policy${version}`)).json).toMatchObject({ platformManaged })
    const bad = { policy: { platformManaged: { metadata: {} } } }
    expect((await cloud.send('POST', `${url}-bad/create${version}`, { body: bad })).status).toBe(400)
  })

  test('completes with what the policy asked for', async () => {
    const poller = await vault.certificates.beginCreateCertificate(
      'web',
      { ...policy, subjectAlternativeNames: { dnsNames: ['a.small.example', 'b.small.example'] } },
      { ...poll, tags: { team: 'web' } },
    )
    const certificate = await poller.pollUntilDone()
    expect(certificate).toMatchObject({
      name: 'web',
      properties: { enabled: true, tags: { team: 'web' }, recoverableDays: 7 },
      policy: {
        issuerName: 'Self',
        subject: 'CN=www.small.example',
        keyType: 'RSA',
        keySize: 2048,
        exportable: true,
        reuseKey: false,
        validityInMonths: 12,
        contentType: 'application/x-pkcs12',
        enhancedKeyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
        keyUsage: ['digitalSignature', 'keyEncipherment'],
        lifetimeActions: [{ action: 'AutoRenew', lifetimePercentage: 80 }],
      },
    })
    const x509 = new X509Certificate(certificate.cer ?? '')
    expect(x509.checkHost('b.small.example')).toBe('b.small.example')
    expect(x509.validToDate).toEqual(certificate.properties.expiresOn)
    expect(x509.validFromDate).toEqual(certificate.properties.notBefore)
    expect(certificate.properties.x509ThumbprintString).toBe(createHash('sha1').update(x509.raw).digest('hex'))
    expect(certificate.keyId).toBe(`${vault.url}/keys/web/${certificate.properties.version}`)
    expect(certificate.secretId).toBe(`${vault.url}/secrets/web/${certificate.properties.version}`)
    const done = await vault.certificates.getCertificateOperation('web')
    expect(done.getOperationState().certificateOperation).toMatchObject({
      status: 'completed',
      target: `${vault.url}/certificates/web`,
    })
  })

  test('shows the certificate, disabled and without content, until then', async () => {
    await slowVault.certificates.beginCreateCertificate('early', policy, poll)
    const certificate = await slowVault.certificates.getCertificate('early')
    expect(certificate).toMatchObject({ name: 'early', properties: { enabled: false }, policy: { issuerName: 'Self' } })
    expect(certificate.cer).toBeUndefined()
    await expect(slowVault.secrets.getSecret('early')).rejects.toMatchObject({ statusCode: 403 })
    const updated = await slowVault.certificates.updateCertificateProperties('early', '', { tags: { a: 'b' } })
    expect(updated.properties.tags).toEqual({ a: 'b' })
    const names = async (includePending: boolean) => {
      const found: string[] = []
      for await (const one of slowVault.certificates.listPropertiesOfCertificates({ includePending })) {
        found.push(one.name ?? '')
      }
      return found
    }
    expect(await names(false)).not.toContain('early')
    expect(await names(true)).toContain('early')
  })

  test('goes on from a stopped poller, and from another client', async () => {
    const first = await slowVault.certificates.beginCreateCertificate('resumed', policy, poll)
    const stopped = first.pollUntilDone().catch((error: Error) => error.name)
    first.stopPolling()
    expect(await stopped).toBe('PollerStoppedError')
    expect(first.getOperationState().isCompleted).toBeFalsy()
    const other = vaultClients(slowCloud, 'kv-roles').certificates
    const resumed = await other.beginCreateCertificate('resumed', policy, { ...poll, resumeFrom: first.toString() })
    const operation = await other.getCertificateOperation('resumed', poll)
    const again = await other.getCertificateOperation('resumed', { ...poll, resumeFrom: operation.toString() })
    endNow('resumed')
    expect((await resumed.pollUntilDone()).name).toBe('resumed')
    expect((await again.pollUntilDone()).properties.enabled).toBe(true)
  })

  test('a second version leaves the first in use until it is there', async () => {
    const first = await created('twice', {}, { tags: { tag: '1' } })
    await vault.certificates.beginCreateCertificate('twice', { ...policy, issuerName: 'Unknown' }, poll)
    const during = await vault.certificates.getCertificate('twice')
    expect(during.properties.version).toBe(first.properties.version)
    expect((await vault.secrets.getSecret('twice')).properties.version).toBe(first.properties.version)
    await vault.certificates.deleteCertificateOperation('twice')
    const { properties } = await created('twice', {}, { tags: { tag: '2' } })
    expect(properties.version).not.toBe(first.properties.version)
    const tags: (string | undefined)[] = []
    for await (const { version = '' } of vault.certificates.listPropertiesOfCertificateVersions('twice')) {
      tags.push((await vault.certificates.getCertificateVersion('twice', version)).properties.tags?.tag)
    }
    expect(tags.sort()).toEqual(['1', '2'])
    expect((await vault.secrets.getSecret('twice')).properties.version).toBe(properties.version)
  })

  test('is refused while another request of that name runs', async () => {
    await slowVault.certificates.beginCreateCertificate('busy', policy, poll)
    await expect(slowVault.certificates.beginCreateCertificate('busy', policy, poll)).rejects.toMatchObject({
      statusCode: 409,
      message:
        "A new key vault certificate can not be created or imported while a pending key vault certificate's status is inProgress.",
    })
  })

  test('is refused where a secret or key of that name is no certificate', async () => {
    await vault.secrets.setSecret('mine', 'value')
    await expect(created('mine')).rejects.toMatchObject({ statusCode: 409 })
    await vault.keys.createEcKey('my-key')
    await expect(created('my-key')).rejects.toMatchObject({ statusCode: 409 })
  })
})

const shapes = [
  { keyType: 'RSA', keySize: 3072 },
  { keyType: 'EC', keyCurveName: 'P-256' },
  { keyType: 'EC', keyCurveName: 'P-256K' },
  { keyType: 'EC', keyCurveName: 'P-384' },
  { keyType: 'EC', keyCurveName: 'P-521' },
]
const algorithms: Record<string, [name: 'RS256' | 'ES256' | 'ES256K' | 'ES384' | 'ES512', hash: string]> = {
  RSA: ['RS256', 'sha256'],
  'P-256': ['ES256', 'sha256'],
  'P-256K': ['ES256K', 'sha256'],
  'P-384': ['ES384', 'sha384'],
  'P-521': ['ES512', 'sha512'],
}

describe.each(shapes)('a certificate on %o', (shape) => {
  const kind = shape.keyCurveName ?? 'RSA'
  const [algorithm, hash] = algorithms[kind] ?? ['RS256', 'sha256']

  test.each(['application/x-pkcs12', 'application/x-pem-file'])('gives its key out as %s', async (contentType) => {
    const name = `${kind}-${contentType.slice(-3)}`
    const { cer = new Uint8Array() } = await created(name, { ...shape, contentType, keyUsage: ['digitalSignature'] })
    const { value = '', properties } = await vault.secrets.getSecret(name)
    expect(properties).toMatchObject({ contentType, managed: true })
    const isPem = contentType.endsWith('pem-file')
    const exported = isPem ? readPem(value) : await readPfx(Buffer.from(value, 'base64'), '')
    expect(exported.certificates).toEqual([Buffer.from(cer)])
    expect(new X509Certificate(cer).checkPrivateKey(exported.privateKey)).toBe(true)
  })

  test('signs with its key in the vault what its certificate verifies', async () => {
    const name = `${kind}-signs`
    const { keyId = '', cer = new Uint8Array() } = await created(name, { ...shape, keyUsage: ['digitalSignature'] })
    const data = Buffer.from('signed in the vault')
    const { result } = await vault.cryptography(keyId).signData(algorithm, data)
    const key = { key: new X509Certificate(cer).publicKey, dsaEncoding: 'ieee-p1363' as const }
    expect(verify(hash, data, key, result)).toBe(true)
    const { value = '' } = await vault.secrets.getSecret(name)
    const { privateKey } = await readPfx(Buffer.from(value, 'base64'), '')
    const signature = sign(hash, data, { key: privateKey, dsaEncoding: 'ieee-p1363' })
    expect((await vault.cryptography(keyId).verifyData(algorithm, data, signature)).result).toBe(true)
    expect((await vault.keys.getKey(name)).keyOperations).toEqual(['sign', 'verify'])
  })
})

describe('a certificate', () => {
  test('that is not exportable keeps its key', async () => {
    const { cer = new Uint8Array() } = await created('kept', {
      exportable: false,
      contentType: 'application/x-pem-file',
    })
    const { value = '' } = await vault.secrets.getSecret('kept')
    expect(value).not.toContain('PRIVATE KEY')
    expect(new X509Certificate(value).raw).toEqual(Buffer.from(cer))
  })

  test('that reuses its key keeps it over versions, and one that does not gets another', async () => {
    const publicKeyOf = ({ cer = new Uint8Array() }: { cer?: Uint8Array }) => new X509Certificate(cer).publicKey
    const ec = { keyType: 'EC', keyCurveName: 'P-256' }
    const before = publicKeyOf(await created('reuses', { ...ec, reuseKey: true }))
    expect(publicKeyOf(await created('reuses', { ...ec, reuseKey: true })).equals(before)).toBe(true)
    const former = publicKeyOf(await created('renews', ec))
    expect(publicKeyOf(await created('renews', ec)).equals(former)).toBe(false)
  })

  test('that is disabled is still shown, while its secret and key are not to be used', async () => {
    const { properties, keyId = '' } = await created('off', { keyUsage: ['digitalSignature'] })
    const disabled = await vault.certificates.updateCertificateProperties('off', '', { enabled: false })
    expect(disabled.properties.enabled).toBe(false)
    expect((await vault.certificates.getCertificate('off')).properties.enabled).toBe(false)
    await expect(vault.secrets.getSecret('off')).rejects.toMatchObject({ statusCode: 403 })
    await expect(vault.cryptography(keyId).signData('RS256', Buffer.of(1))).rejects.toMatchObject({ statusCode: 403 })
    await vault.certificates.updateCertificateProperties('off', properties.version ?? '', { enabled: true })
    expect((await vault.secrets.getSecret('off')).value).not.toBe('')
  })

  test('lends its key and secret, which refuse changes of their own', async () => {
    await created('lends')
    const refused = { statusCode: 403, code: 'Forbidden' }
    await expect(vault.secrets.setSecret('lends', 'mine')).rejects.toMatchObject(refused)
    await expect(vault.secrets.beginDeleteSecret('lends')).rejects.toMatchObject(refused)
    await expect(vault.secrets.updateSecretProperties('lends', '', { enabled: false })).rejects.toMatchObject(refused)
    await expect(vault.keys.createRsaKey('lends')).rejects.toMatchObject(refused)
    await expect(vault.keys.beginDeleteKey('lends')).rejects.toMatchObject(refused)
    await expect(vault.keys.rotateKey('lends')).rejects.toMatchObject(refused)
    const managed: (boolean | undefined)[] = []
    for await (const one of vault.secrets.listPropertiesOfSecrets()) if (one.name === 'lends') managed.push(one.managed)
    for await (const one of vault.keys.listPropertiesOfKeys()) if (one.name === 'lends') managed.push(one.managed)
    expect(managed).toEqual([true, true])
  })

  test('that is not there is said to be not there', async () => {
    const missing = { statusCode: 404, code: 'CertificateNotFound' }
    const nowhere = expect.stringMatching(/^A certificate with \(name\/id\) never was not found in this key vault\./)
    await expect(vault.certificates.getCertificate('never')).rejects.toMatchObject({ ...missing, message: nowhere })
    await expect(vault.certificates.getCertificateVersion('never', '0'.repeat(32))).rejects.toMatchObject(missing)
    await expect(vault.certificates.getCertificatePolicy('never')).rejects.toMatchObject(missing)
    await expect(vault.certificates.updateCertificatePolicy('never', policy)).rejects.toMatchObject(missing)
    await expect(vault.certificates.updateCertificateProperties('never', '', {})).rejects.toMatchObject(missing)
    await expect(vault.certificates.backupCertificate('never')).rejects.toMatchObject(missing)
    const versions = await vault.certificates.listPropertiesOfCertificateVersions('never').next()
    expect(versions.done).toBe(true)
  })
})

describe('a policy', () => {
  test('that is changed is for the next version', async () => {
    const before = await created('follows', { keyType: 'EC', keyCurveName: 'P-256' })
    // What this version of the client gives back of this call is empty, whatever was answered.
    await vault.certificates.updateCertificatePolicy('follows', {
      ...policy,
      subject: 'CN=next.small.example',
      keyType: 'EC',
      keyCurveName: 'P-384',
      lifetimeActions: [{ action: 'EmailContacts', daysBeforeExpiry: 30 }],
    })
    expect(await vault.certificates.getCertificatePolicy('follows')).toMatchObject({
      keyCurveName: 'P-384',
      keySize: 384,
      lifetimeActions: [{ action: 'EmailContacts', daysBeforeExpiry: 30 }],
    })
    expect((await vault.certificates.getCertificate('follows')).properties.version).toBe(before.properties.version)
    const answer = await cloud.send('POST', `${vault.url}/certificates/follows/create?api-version=7.5`, { body: {} })
    expect(answer.status).toBe(202)
    const after = await (await vault.certificates.getCertificateOperation('follows', poll)).pollUntilDone()
    expect(new X509Certificate(after.cer ?? '').subject).toBe('CN=next.small.example')
    expect((await vault.keys.getKey('follows')).key?.crv).toBe('P-384')
    const [version = ''] = [before.properties.version]
    expect((await vault.keys.getKey('follows', { version })).key?.crv).toBe('P-256')
  })

  test.each<[string, object, string]>([
    ['no name at all', { subject: undefined }, 'Either subjectName or san must be present'],
    [
      'a subject that is no name',
      { subject: 'Self' },
      'Property policy.x509_props has invalid value. Invalid X.500 distinguished name\r\n',
    ],
    ['an unknown use of the key', { keyUsage: ['fly'] }, 'Property policy.x509_props has invalid value\r\n'],
    ['a validity of no time', { validityInMonths: 0 }, 'Property policy.x509_props has invalid value\r\n'],
    ['an address that is none', { subjectAlternativeNames: { ipAddresses: ['300.1.1.1'] } }, 'x509_props'],
    [
      'an RSA key that is too short',
      { keyType: 'RSA', keySize: 1024 },
      'Property policy.key_props has invalid value\r\n',
    ],
    ['a curve that is none', { keyType: 'EC', keyCurveName: 'P-512' }, 'key_props'],
    ['a symmetric key', { keyType: 'oct' }, 'key_props'],
    ['an HSM key in a standard vault', { keyType: 'RSA-HSM', exportable: false }, 'SKU'],
    ['another content type', { contentType: 'text/plain' }, 'Property policy.secret_props has invalid value\r\n'],
    [
      'two lifetime actions',
      {
        lifetimeActions: [
          { action: 'AutoRenew', lifetimePercentage: 80 },
          { action: 'EmailContacts', lifetimePercentage: 70 },
        ],
      },
      'At most one action is allowed',
    ],
    ['a share of more than all', { lifetimeActions: [{ action: 'AutoRenew', lifetimePercentage: 100 }] }, 'lifetime'],
    ['a renewal before the start', { lifetimeActions: [{ action: 'AutoRenew', daysBeforeExpiry: 325 }] }, 'lifetime'],
    [
      'a trigger of two kinds',
      { lifetimeActions: [{ action: 'AutoRenew', daysBeforeExpiry: 3, lifetimePercentage: 9 }] },
      'lifetime',
    ],
  ])('with %s is refused', async (_, differences, message) => {
    await expect(created('refused', differences)).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadParameter',
      message: expect.stringContaining(message),
    })
    await expect(vault.certificates.getCertificate('refused')).rejects.toMatchObject({ statusCode: 404 })
  })

  test('may name its holder by alternative names alone', async () => {
    const { cer = new Uint8Array() } = await created('nameless', {
      subject: undefined,
      subjectAlternativeNames: {
        emails: ['a@small.example'],
        userPrincipalNames: ['b@small.example'],
        ipAddresses: ['10.0.0.1', '::1'],
        uniformResourceIdentifiers: ['https://small.example/id'],
      },
    })
    const x509 = new X509Certificate(cer)
    expect(x509.subject).toBeUndefined()
    expect(x509.subjectAltName).toContain('URI:https://small.example/id')
    expect((await vault.certificates.getCertificatePolicy('nameless')).subjectAlternativeNames).toEqual({
      emails: ['a@small.example'],
      userPrincipalNames: ['b@small.example'],
      ipAddresses: ['10.0.0.1', '::1'],
      uniformResourceIdentifiers: ['https://small.example/id'],
    })
  })
})
