import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { hasOpenssl, openssl } from '../../testing/openssl.ts'
import type { ExtensionProperties } from './certificate-extensions.ts'
import { parseDistinguishedName } from './distinguished-name.ts'
import { issueCertificate, issueSelfSigned } from './issue-certificate.ts'
import { readCertificate, thumbprintOf, UnreadableCertificate } from './read-certificate.ts'
import { createSigningRequest } from './signing-request.ts'

const keys: Record<string, () => KeyObject> = {
  'RSA 2048': () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  'P-256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  'P-256K': () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey,
  'P-384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  'P-521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
}

const properties: ExtensionProperties = {
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  ekus: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
  subjectAlternativeNames: {
    emails: ['ops@meridian.example'],
    dnsNames: ['www.meridian.example', '*.pay.meridian.example'],
    upns: ['ines.moreau@meridian.example'],
    uris: ['https://meridian.example/id'],
    ipAddresses: ['10.0.0.1', '2001:db8::1'],
  },
  isAuthority: false,
}
const notBefore = Date.UTC(2026, 10, 1) / 1000
const notAfter = Date.UTC(2027, 10, 1) / 1000
const subject = parseDistinguishedName('CN=www.meridian.example, O=Meridian, C=FR')
const pem = (label: string, der: Buffer) =>
  `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`

describe.each(Object.keys(keys))('a certificate on a key of %s', (name) => {
  const privateKey = keys[name]?.() as KeyObject // the names are the table's own
  const der = issueSelfSigned({ ...properties, subject, notBefore, notAfter }, privateKey)
  const certificate = new X509Certificate(der)

  test('signed by itself says what it was asked to say', () => {
    expect(certificate.verify(createPublicKey(privateKey))).toBe(true)
    expect(certificate.checkPrivateKey(privateKey)).toBe(true)
    expect(certificate.issuer).toBe(certificate.subject)
    expect(certificate.subject).toBe('C=FR\nO=Meridian\nCN=www.meridian.example')
    expect(certificate.checkHost('www.meridian.example')).toBe('www.meridian.example')
    expect(certificate.checkHost('other.example')).toBeUndefined()
    expect(certificate.checkIP('10.0.0.1')).toBe('10.0.0.1')
    expect(certificate.checkEmail('ops@meridian.example')).toBe('ops@meridian.example')
    expect(certificate.validFromDate).toEqual(new Date(notBefore * 1000))
    expect(certificate.validToDate).toEqual(new Date(notAfter * 1000))
    expect(certificate.ca).toBe(false)
    expect(certificate.keyUsage).toEqual(properties.ekus)
    expect(thumbprintOf(der)).toBe(
      Buffer.from(certificate.fingerprint.replaceAll(':', ''), 'hex').toString('base64url'),
    )
  })

  test('reads back as it was written', () => {
    const facts = readCertificate(der)
    expect(facts.publicKey.equals(createPublicKey(privateKey))).toBe(true)
    expect(facts).toMatchObject({ notBefore, notAfter })
    expect(facts.properties).toEqual({
      ...properties,
      subject: 'CN=www.meridian.example, O=Meridian, C=FR',
      validityInMonths: 12,
    })
  })

  test('signed by an authority leads to it', () => {
    const authorityKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const authorityName = parseDistinguishedName('CN=Meridian Issuing CA')
    const authority = new X509Certificate(
      issueSelfSigned(
        {
          keyUsage: ['keyCertSign', 'cRLSign'],
          ekus: [],
          isAuthority: true,
          subject: authorityName,
          notBefore,
          notAfter,
        },
        authorityKey,
      ),
    )
    const order = { ...properties, subject, notBefore, notAfter, publicKey: createPublicKey(privateKey) }
    const issued = new X509Certificate(issueCertificate(order, { name: authorityName, privateKey: authorityKey }))
    expect(authority.ca).toBe(true)
    expect(issued.checkIssued(authority)).toBe(true)
    expect(issued.verify(authority.publicKey)).toBe(true)
    expect(certificate.checkIssued(authority)).toBe(false)
  })

  test.skipIf(!hasOpenssl)('and the request for one satisfy OpenSSL', () => {
    const request = createSigningRequest({ ...properties, subject }, privateKey)
    const asked = openssl(['req', '-in', 'csr.pem', '-verify', '-noout', '-text'], {
      'csr.pem': pem('CERTIFICATE REQUEST', request),
    }).text
    expect(asked).toContain('C = FR, O = Meridian, CN = www.meridian.example')
    expect(asked).toContain('DNS:www.meridian.example, DNS:*.pay.meridian.example')
    expect(asked).toContain('Digital Signature, Key Encipherment')
    const file = { 'certificate.pem': pem('CERTIFICATE', der) }
    const at = ['-attime', String(notBefore + 1)]
    expect(openssl(['verify', ...at, '-CAfile', 'certificate.pem', 'certificate.pem'], file).text).toContain('OK')
  })
})

test('an address may end in the notation of IPv4', () => {
  const ipAddresses = ['::ffff:10.0.0.1', '2001:DB8::192.0.2.1']
  const order = { ...properties, subject, notBefore, notAfter, subjectAlternativeNames: { ipAddresses } }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const certificate = new X509Certificate(issueSelfSigned(order, privateKey))
  expect(certificate.checkIP('2001:db8::c000:201')).toBe('2001:db8::c000:201')
  expect(certificate.checkIP('::ffff:a00:1')).toBe('::ffff:a00:1')
})

test.each([Buffer.alloc(0), Buffer.from('not a certificate'), Buffer.alloc(64, 0x30)])(
  'what is no certificate is said to be none',
  (bytes) => expect(() => readCertificate(bytes)).toThrow(UnreadableCertificate),
)
