import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testAuthority } from '../testing/authority.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { vaultClients } from '../testing/vault-clients.ts'
import { parseDistinguishedName } from './x509/distinguished-name.ts'
import { issueSelfSigned } from './x509/issue-certificate.ts'
import { readPem, writePem } from './x509/pem.ts'
import { readPfx } from './x509/read-pfx.ts'
import { writePfx } from './x509/write-pfx.ts'

let cloud: SmallCloud
let vault: ReturnType<typeof vaultClients>
const authority = testAuthority()

beforeAll(async () => {
  cloud = await startSmallCloud()
  vault = vaultClients(cloud, 'kv-roles')
})
afterAll(() => cloud?.close())

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const p256k = generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey

function exported(privateKey: KeyObject, days?: number) {
  const leaf = authority.issue(createPublicKey(privateKey), 'CN=imported, O=Small', days)
  return { privateKey, leaf, chain: [leaf, authority.certificate] }
}
const pemPolicy = { policy: { contentType: 'application/x-pem-file' as const } }
const unreadablePfx = {
  statusCode: 400,
  code: 'BadParameter',
  message:
    'The specified PKCS#12 X.509 certificate content can not be read. Please check if certificate is in valid PKCS#12 format.',
}
const unreadablePem = {
  statusCode: 400,
  code: 'BadParameter',
  message:
    'The specified PEM X.509 certificate content can not be read. Please check if certificate is in valid PEM format. Accepted formats: PEM content or Base64 encoded PEM content.',
}
const unexpectedPem = {
  statusCode: 400,
  code: 'BadParameter',
  message:
    'The specified PEM X.509 certificate content is in an unexpected format. Please check if certificate is in valid PEM format.',
}

/** Past the client, which does not send the policy of what it imports. */
const send = (name: string, body: object) =>
  cloud.send('POST', `${vault.url}/certificates/${name}/import?api-version=7.5`, { body })

describe.each([
  ['RSA', rsa],
  ['P-256K', p256k],
])('a certificate on %s', (name, privateKey) => {
  test('comes in as a PFX with its password and goes out without one', async () => {
    const given = exported(privateKey)
    const imported = await vault.certificates.importCertificate(`pfx-${name}`, writePfx(given, 'pass word'), {
      password: 'pass word',
      tags: { from: 'outside' },
    })
    expect(Buffer.from(imported.cer ?? [])).toEqual(given.leaf)
    expect(imported).toMatchObject({
      properties: { enabled: true, tags: { from: 'outside' }, expiresOn: new X509Certificate(given.leaf).validToDate },
      policy: {
        issuerName: 'Unknown',
        subject: 'CN=imported, O=Small',
        keyUsage: ['digitalSignature'],
        enhancedKeyUsage: [],
        exportable: true,
        contentType: 'application/x-pkcs12',
        keyType: name === 'RSA' ? 'RSA' : 'EC',
        lifetimeActions: [{ action: 'EmailContacts', lifetimePercentage: 80 }],
      },
    })
    const { value = '' } = await vault.secrets.getSecret(`pfx-${name}`)
    const read = await readPfx(Buffer.from(value, 'base64'), '')
    expect(read.privateKey.equals(privateKey)).toBe(true)
    expect(read.certificates).toEqual(given.chain)
    await expect(vault.certificates.getCertificateOperation(`pfx-${name}`)).rejects.toMatchObject({ statusCode: 404 })
  })

  test('comes in as PEM and goes out as PEM', async () => {
    const given = exported(privateKey)
    const text = writePem({ ...given, chain: [...given.chain].reverse() })
    const imported = await vault.certificates.importCertificate(`pem-${name}`, Buffer.from(text), pemPolicy)
    expect(Buffer.from(imported.cer ?? [])).toEqual(given.leaf)
    const { value = '', properties } = await vault.secrets.getSecret(`pem-${name}`)
    expect(properties.contentType).toBe('application/x-pem-file')
    expect(readPem(value).certificates).toEqual(given.chain)
  })
})

describe('importing', () => {
  test('what another certificate gave out works as that did', async () => {
    const first = await vault.certificates.importCertificate('first', writePfx(exported(rsa)))
    const { value = '' } = await vault.secrets.getSecret('first')
    const second = await vault.certificates.importCertificate('second', Buffer.from(value, 'base64'))
    expect(second.cer).toEqual(first.cer)
    // Microsoft's own test sends the text of a PFX under the content type of PEM, which its secret then is in.
    const body = { value, policy: { secret_props: { contentType: 'application/x-pem-file' } } }
    expect((await send('third', body)).status).toBe(200)
    expect(readPem((await vault.secrets.getSecret('third')).value ?? '').privateKey.equals(rsa)).toBe(true)
  })

  test('under a name that is there adds a version', async () => {
    const before = await vault.certificates.importCertificate('again', writePfx(exported(rsa)))
    const after = await vault.certificates.importCertificate('again', writePfx(exported(p256k)))
    expect((await vault.certificates.getCertificate('again')).properties.version).toBe(after.properties.version)
    const [version = ''] = [before.properties.version]
    expect((await vault.secrets.getSecret('again', { version })).properties.version).toBe(version)
    expect((await vault.keys.getKey('again')).keyType).toBe('EC')
  })

  test('keeps the order of a chain where that is asked', async () => {
    const given = exported(rsa)
    const reversed = { ...given, chain: [...given.chain].reverse() }
    await vault.certificates.importCertificate('order', Buffer.from(writePem(reversed)), {
      ...pemPolicy,
      preserveCertificateOrder: true,
    })
    expect(readPem((await vault.secrets.getSecret('order')).value ?? '').certificates).toEqual(reversed.chain)
  })

  test('in base64 of PEM is read too', async () => {
    const value = Buffer.from(writePem(exported(rsa))).toString('base64')
    expect(await send('pem64', { value })).toMatchObject({
      status: 200,
      json: { policy: { secret_props: { contentType: 'application/x-pem-file' } } },
    })
  })

  test.each<[string, () => Buffer, object, object]>([
    ['with the wrong password', () => writePfx(exported(rsa), 'right'), { password: 'wrong' }, unreadablePfx],
    ['without its password', () => writePfx(exported(rsa), 'right'), {}, unreadablePfx],
    ['that is no PFX', () => Buffer.from('nothing of the kind'), {}, unreadablePfx],
    ['that was cut short', () => writePfx(exported(rsa)).subarray(0, 900), {}, unreadablePfx],
    ['without its key', () => writePfx({ ...exported(rsa), privateKey: undefined } as never), {}, unreadablePfx],
    [
      'in PEM whose certificate is broken',
      () => Buffer.from(writePem(exported(rsa)).replace(/(-----BEGIN CERTIFICATE-----\n)[^-]+/, '$1AAAA\n')),
      pemPolicy,
      unreadablePem,
    ],
    [
      'in PEM without a key',
      () => Buffer.from(writePem({ ...exported(rsa), privateKey: undefined } as never)),
      pemPolicy,
      unexpectedPem,
    ],
    [
      'in PEM with a key in PKCS#1',
      () => {
        const { chain, leaf } = exported(rsa)
        const key = rsa.export({ type: 'pkcs1', format: 'pem' }).toString()
        return Buffer.from(key + writePem({ chain, leaf }))
      },
      pemPolicy,
      unexpectedPem,
    ],
    [
      'whose key is of another certificate',
      () => writePfx({ ...exported(rsa), privateKey: p256k }),
      {},
      { statusCode: 400, code: 'BadParameter', message: expect.stringContaining('does not match the public part') },
    ],
    [
      'that has expired',
      () => writePfx(exported(rsa, -0.5)),
      {},
      { statusCode: 400, code: 'BadParameter', message: expect.stringContaining('expired') },
    ],
    [
      'on a key that is too short',
      () => writePfx(exported(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey)),
      {},
      { statusCode: 400, code: 'BadParameter', message: expect.stringContaining('X.509 properties are invalid') },
    ],
    [
      'on a key of a kind that Key Vault has not',
      () => writePfx(exported(generateKeyPairSync('ed25519').privateKey)),
      {},
      { statusCode: 400, code: 'BadParameter' },
    ],
  ])('a certificate %s is refused', async (_, bytes, options, refusal) => {
    await expect(vault.certificates.importCertificate('refused', bytes(), options)).rejects.toMatchObject(refusal)
    await expect(vault.certificates.getCertificate('refused')).rejects.toMatchObject({ statusCode: 404 })
  })

  test.each([
    ['text under the content type of PEM', 'nothing of the kind', 'application/x-pem-file', unreadablePem.message],
    ['PEM under the content type of PFX', writePem(exported(rsa)), 'application/x-pkcs12', unreadablePfx.message],
  ])('%s is refused', async (_, value, contentType, message) => {
    const answer = await send('refused', { value, policy: { secret_props: { contentType } } })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'BadParameter', message } } })
  })

  test('a key that no certificate is of harms no connection', async () => {
    const ed25519 = generateKeyPairSync('ed25519').privateKey
    for (const privateKey of [p256k, ed25519]) {
      await expect(
        vault.certificates.importCertificate('refused', writePfx({ ...exported(rsa), privateKey })),
      ).rejects.toMatchObject({ statusCode: 400 })
      expect((await vault.certificates.importCertificate('unharmed', writePfx(exported(rsa)))).name).toBe('unharmed')
    }
  })

  test('an authority that only bears the name harms no connection and is no issuer', async () => {
    const { leaf } = exported(p256k)
    const namesake = issueSelfSigned(
      {
        subject: parseDistinguishedName('CN=Test CA'),
        keyUsage: [],
        ekus: [],
        isAuthority: true,
        notBefore: 1_700_000_000,
        notAfter: 2_500_000_000,
      },
      rsa,
    )
    const pfx = writePfx({ privateKey: p256k, leaf, chain: [namesake, leaf, authority.certificate] })
    await vault.certificates.importCertificate('namesake', pfx)
    const { value = '' } = await vault.secrets.getSecret('namesake')
    const { certificates } = await readPfx(Buffer.from(value, 'base64'), '')
    expect(certificates).toEqual([leaf, authority.certificate, namesake])
  })

  test('while a request of that name runs is refused', async () => {
    await vault.certificates.beginCreateCertificate('held', {
      issuerName: 'Unknown',
      subject: 'CN=held',
      keyType: 'EC',
    })
    await expect(vault.certificates.importCertificate('held', writePfx(exported(rsa)))).rejects.toMatchObject({
      statusCode: 409,
    })
  })
})
