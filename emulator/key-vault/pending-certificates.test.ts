import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testAuthority } from '../testing/authority.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { vaultClients } from '../testing/vault-clients.ts'
import { readPem } from './x509/pem.ts'

/** Certificates that somebody else signs. */

let cloud: SmallCloud
let vault: ReturnType<typeof vaultClients>
const authority = testAuthority()

beforeAll(async () => {
  cloud = await startSmallCloud()
  vault = vaultClients(cloud, 'kv-roles')
  await vault.certificates.createIssuer('corporate', 'DigiCert', { accountId: 'meridian', password: 'hidden' })
})
afterAll(() => cloud?.close())

const poll = { intervalInMs: 10 }
const ec = { keyType: 'EC', keyCurveName: 'P-256' }
const unknown = { ...ec, issuerName: 'Unknown', subject: 'CN=merged.small.example' }

async function requested(name: string, policy: object = unknown, options: object = {}) {
  await vault.certificates.beginCreateCertificate(name, { ...unknown, ...policy }, { ...poll, ...options })
  return operationOf(name)
}

async function operationOf(name: string) {
  const poller = await vault.certificates.getCertificateOperation(name, poll)
  const { certificateOperation } = poller.getOperationState()
  if (!certificateOperation) throw new Error('A poller of an operation knows the operation.')
  return certificateOperation
}

const signed = (csr: Uint8Array | undefined, subject?: string) => authority.sign(csr ?? new Uint8Array(), subject)

describe('a request for somebody else to sign', () => {
  test('waits, with a signing request of what the policy says', async () => {
    const operation = await requested('waits', { subjectAlternativeNames: { dnsNames: ['san.small.example'] } })
    expect(operation).toMatchObject({
      status: 'inProgress',
      statusDetails: 'Pending certificate created. Please Perform Merge to complete the request.',
    })
    const leaf = new X509Certificate(signed(operation.csr))
    expect(leaf.subject).toBe('CN=merged.small.example')
    const certificate = await vault.certificates.getCertificate('waits')
    expect(certificate.properties.enabled).toBe(false)
    expect(certificate.policy?.lifetimeActions).toEqual([{ action: 'EmailContacts', lifetimePercentage: 80 }])
    await expect(vault.secrets.getSecret('waits')).rejects.toMatchObject({
      statusCode: 403,
      message: 'Operation get is not allowed on a disabled secret.',
    })
  })

  test('completes with the signed certificate, and its chain in order', async () => {
    const { csr } = await requested('merged', { contentType: 'application/x-pem-file' }, { tags: { asked: 'yes' } })
    const leaf = signed(csr)
    const merged = await vault.certificates.mergeCertificate('merged', [authority.certificate, leaf])
    expect(Buffer.from(merged.cer ?? [])).toEqual(leaf)
    expect(merged.properties).toMatchObject({ enabled: true, tags: { asked: 'yes' } })
    expect(merged.properties.expiresOn).toEqual(new X509Certificate(leaf).validToDate)
    const { value = '' } = await vault.secrets.getSecret('merged')
    const exported = readPem(value)
    expect(exported.certificates).toEqual([leaf, authority.certificate])
    expect(new X509Certificate(leaf).checkPrivateKey(exported.privateKey)).toBe(true)
    expect((await operationOf('merged')).status).toBe('completed')
    expect((await vault.keys.getKey('merged')).properties.version).toBe(merged.properties.version)
  })

  test('keeps the order of a chain where that was asked for', async () => {
    const { csr } = await requested(
      'kept-order',
      { contentType: 'application/x-pem-file' },
      { preserveCertificateOrder: true },
    )
    const leaf = signed(csr)
    const merged = await vault.certificates.mergeCertificate('kept-order', [authority.certificate, leaf])
    expect(merged.properties.preserveCertificateOrder).toBe(true)
    expect(Buffer.from(merged.cer ?? [])).toEqual(leaf)
    const { value = '' } = await vault.secrets.getSecret('kept-order')
    expect(readPem(value).certificates).toEqual([authority.certificate, leaf])
  })

  test('takes a certificate in the base64 of PEM, as the sample of the client sends it', async () => {
    const { csr } = await requested('base64')
    const leaf = signed(csr)
    const merged = await vault.certificates.mergeCertificate('base64', [Buffer.from(leaf.toString('base64'))])
    expect(Buffer.from(merged.cer ?? [])).toEqual(leaf)
  })

  test('does not take a certificate of another key', async () => {
    const { csr } = await requested('other-key')
    const stranger = authority.issue(generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey)
    await expect(vault.certificates.mergeCertificate('other-key', [stranger])).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadParameter',
      message: expect.stringContaining(
        'The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key.',
      ),
    })
    const merged = await vault.certificates.mergeCertificate('other-key', [signed(csr)])
    expect(merged.properties.enabled).toBe(true)
  })

  test.each([
    ['no certificate', [], 'Property x5c has invalid value'],
    ['what is no certificate', [Buffer.from('not a certificate at all')], 'ASN1 bad tag value met.'],
  ])('does not take %s', async (_, certificates, message) => {
    const name = `refuses-${certificates.length}`
    await requested(name)
    await expect(vault.certificates.mergeCertificate(name, certificates)).rejects.toMatchObject({
      statusCode: 400,
      code: 'BadParameter',
      message: expect.stringContaining(message),
    })
  })

  test('is cancelled when asked, and nothing comes of it', async () => {
    await requested('cancelled')
    const poller = await vault.certificates.getCertificateOperation('cancelled', poll)
    await poller.cancelOperation()
    expect(poller.getOperationState().certificateOperation).toMatchObject({
      cancellationRequested: true,
      status: 'inProgress',
    })
    expect(await operationOf('cancelled')).toMatchObject({ cancellationRequested: true, status: 'cancelled' })
    expect((await vault.certificates.getCertificate('cancelled')).properties.enabled).toBe(false)
    const cancel = cloud.send('PATCH', `${vault.url}/certificates/cancelled/pending?api-version=7.5`, {
      body: { cancellation_requested: true },
    })
    expect(await cancel).toMatchObject({
      status: 403,
      json: { error: { code: 'Forbidden', message: 'Pending status must be in progress to allow update.' } },
    })
    // A name whose request was cancelled may be asked for again.
    const { csr } = await requested('cancelled')
    await vault.certificates.mergeCertificate('cancelled', [signed(csr)])
    const versions: string[] = []
    for await (const { version = '' } of vault.certificates.listPropertiesOfCertificateVersions('cancelled')) {
      versions.push(version)
    }
    expect(versions).toHaveLength(1)
  })

  test('asked not to be cancelled goes on', async () => {
    await requested('goes-on')
    const answer = await cloud.send('PATCH', `${vault.url}/certificates/goes-on/pending?api-version=7.5`, {
      body: { cancellation_requested: false },
    })
    expect(answer).toMatchObject({ status: 200, json: { cancellation_requested: false, status: 'inProgress' } })
    expect((await operationOf('goes-on')).status).toBe('inProgress')
  })

  test('is forgotten when deleted, and the certificate stays unissued', async () => {
    await requested('forgotten')
    const deleted = await vault.certificates.deleteCertificateOperation('forgotten')
    expect(deleted.status).toBe('inProgress')
    const missing = { statusCode: 404, code: 'PendingCertificateNotFound' }
    await expect(vault.certificates.getCertificateOperation('forgotten')).rejects.toMatchObject({
      ...missing,
      message: 'Pending certificate not found: forgotten',
    })
    await expect(vault.certificates.mergeCertificate('forgotten', [authority.certificate])).rejects.toMatchObject(
      missing,
    )
    expect((await vault.certificates.getCertificate('forgotten')).properties.enabled).toBe(false)
  })

  test('is found by its own id and by no other', async () => {
    const { requestId } = await requested('by-id')
    const get = (id?: string) =>
      cloud.send('GET', `${vault.url}/certificates/by-id/pending?api-version=7.5&request_id=${id}`)
    expect((await get(requestId)).status).toBe(200)
    expect((await get('0'.repeat(32))).status).toBe(404)
  })
})

describe('a request to an issuer', () => {
  test('waits for the issuer, and nobody completes it for them', async () => {
    const { csr, statusDetails } = await requested('issued', { issuerName: 'corporate' })
    expect(statusDetails).toContain('This may take some time based on the issuer provider.')
    await expect(vault.certificates.mergeCertificate('issued', [signed(csr)])).rejects.toMatchObject({
      statusCode: 403,
      message: 'Merge is forbidden on pending object created with issuer : corporate while it is in progess.',
    })
    const poller = await vault.certificates.getCertificateOperation('issued', poll)
    await poller.cancelOperation()
    expect((await operationOf('issued')).status).toBe('cancelled')
    const merged = await vault.certificates.mergeCertificate('issued', [signed(csr)])
    expect(merged.properties.enabled).toBe(true)
  })

  test('that the vault does not know is refused', async () => {
    await expect(requested('stranger', { issuerName: 'nobody' })).rejects.toMatchObject({
      statusCode: 404,
      code: 'CertificateIssuerNotFound',
    })
  })
})

test('an answer tells where a request is and when to ask again', async () => {
  const { headers, json } = await cloud.send('POST', `${vault.url}/certificates/told/create?api-version=7.5`, {
    body: { policy: { x509_props: { subject: 'CN=told' }, key_props: { kty: 'EC' }, issuer: { name: 'Unknown' } } },
  })
  const { request_id: id } = json as { request_id: string } // as the operation is described
  expect(headers).toMatchObject({
    location: `${vault.url}/certificates/told/pending?api-version=7.5&request_id=${id}`,
    'retry-after': '10',
  })
})
