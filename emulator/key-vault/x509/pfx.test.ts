import { createPublicKey, generateKeyPairSync, type KeyObject, X509Certificate } from 'node:crypto'
import tls from 'node:tls'
import forge from 'node-forge'
import { describe, expect, test } from 'vitest'
import { hasOpenssl, openssl } from '../../testing/openssl.ts'
import { chainOf } from './certificate-chain.ts'
import { parseDistinguishedName } from './distinguished-name.ts'
import { issueCertificate, issueSelfSigned } from './issue-certificate.ts'
import { readPem, UnreadablePem, writePem } from './pem.ts'
import { readPfx, UnreadablePfx } from './read-pfx.ts'
import { writePfx } from './write-pfx.ts'

const validity = { notBefore: Date.UTC(2026, 0, 1) / 1000, notAfter: Date.UTC(2040, 0, 1) / 1000 }
const authorityName = parseDistinguishedName('CN=Meridian Issuing CA')
const authorityKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
const authority = issueSelfSigned(
  { subject: authorityName, keyUsage: ['keyCertSign'], ekus: [], isAuthority: true, ...validity },
  authorityKey,
)

function issued(privateKey: KeyObject): Buffer {
  const order = { subject: parseDistinguishedName('CN=leaf'), keyUsage: [], ekus: [], isAuthority: false, ...validity }
  const publicKey = createPublicKey(privateKey)
  return issueCertificate({ ...order, publicKey }, { name: authorityName, privateKey: authorityKey })
}

const keys: Record<string, KeyObject> = {
  RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  'P-256K': generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).privateKey,
}

describe.each(Object.entries(keys))('a PFX of a key on %s', (name, privateKey) => {
  const leaf = issued(privateKey)
  const exported = { privateKey, leaf, chain: [leaf, authority] }

  test('opens with its password, byte for byte', async () => {
    const read = await readPfx(writePfx(exported, 'pässwörd'), 'pässwörd')
    expect(read.privateKey.equals(privateKey)).toBe(true)
    expect(read.certificates).toEqual([leaf, authority])
  })

  test('without a password opens without one', async () => {
    expect((await readPfx(writePfx(exported), '')).certificates).toEqual([leaf, authority])
  })

  test('does not open with another password', async () => {
    await expect(readPfx(writePfx(exported, 'right'), 'wrong')).rejects.toThrow(UnreadablePfx)
    await expect(readPfx(writePfx(exported, 'right'), '')).rejects.toThrow(UnreadablePfx)
  })

  test('is what Node serves TLS with', () => {
    if (name === 'P-256K') return expect(() => writePfx(exported)).not.toThrow() // no TLS on that curve
    expect(() => tls.createSecureContext({ pfx: writePfx(exported), passphrase: '' })).not.toThrow()
  })

  test('without the key holds the certificates alone', async () => {
    const pfx = writePfx({ leaf, chain: [leaf] })
    await expect(readPfx(pfx, '')).rejects.toThrow(/holds 0 private keys/)
  })

  test.skipIf(!hasOpenssl)('satisfies OpenSSL, which finds the leaf by the key', () => {
    const files = { 'in.pfx': writePfx(exported) }
    const shown = openssl(['pkcs12', '-in', 'in.pfx', '-clcerts', '-nodes', '-passin', 'pass:'], files).text
    expect(shown.match(/BEGIN CERTIFICATE/g)).toHaveLength(1)
    expect(new X509Certificate(shown.slice(shown.indexOf('-----BEGIN CERTIFICATE'))).raw).toEqual(leaf)
    expect(readPem(shown).privateKey.equals(privateKey)).toBe(true)
  })

  test.skipIf(!hasOpenssl).each([[['-legacy']], [['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'PBE-SHA1-3DES']], [[]]])(
    'made by OpenSSL with %j opens',
    async (options) => {
      const files = { 'in.pem': writePem(exported) }
      const made = openssl(
        ['pkcs12', '-export', ...options, '-in', 'in.pem', '-out', 'out.pfx', '-passout', 'pass:secret'],
        files,
      ).file('out.pfx')
      const read = await readPfx(made, 'secret')
      expect(read.privateKey.equals(privateKey)).toBe(true)
      expect(chainOf(read.certificates, createPublicKey(privateKey))).toEqual({ leaf, chain: [leaf, authority] })
    },
  )

  test('in PEM comes back, and a truncated one does not', () => {
    const text = writePem(exported)
    expect(readPem(text)).toMatchObject({ certificates: [leaf, authority] })
    expect(readPem(text.replaceAll('\n', '\r\n')).certificates).toEqual([leaf, authority])
    expect(() => readPem(text.slice(text.indexOf('-----END PRIVATE')))).toThrow(UnreadablePem)
    expect(() => readPem(text.replaceAll('PRIVATE KEY', 'RSA PRIVATE KEY'))).toThrow(UnreadablePem)
  })
})

describe('a chain', () => {
  const [rsa = authorityKey, other = authorityKey] = Object.values(keys)
  const leaf = issued(rsa)

  test('is put in order, leaf first, whatever order it came in', () => {
    const stranger = issued(other)
    expect(chainOf([stranger, authority, leaf], createPublicKey(rsa))?.chain).toEqual([leaf, authority, stranger])
  })

  test('stays as it came where that is asked', () => {
    expect(chainOf([authority, leaf], createPublicKey(rsa), true)).toEqual({ leaf, chain: [authority, leaf] })
  })

  test('without the certificate of the key is none', () => {
    expect(chainOf([authority], createPublicKey(rsa))).toBeUndefined()
  })
})

test('a PFX that asks for more work than anyone needs is given up', async () => {
  const [, key = authorityKey] = Object.values(keys)
  const leaf = issued(key)
  const pfx = forge.asn1.fromDer(
    forge.util.createBuffer(writePfx({ privateKey: key, leaf, chain: [leaf] }).toString('binary')),
  )
  // MacData ::= SEQUENCE { mac, macSalt, iterations }
  const [, , macData] = pfx.value as forge.asn1.Asn1[] // a sequence, as the line above says
  const [, , rounds] = (macData?.value ?? []) as forge.asn1.Asn1[]
  if (rounds) rounds.value = forge.asn1.integerToDer(0x7fff_ffff).getBytes()
  const hostile = Buffer.from(forge.asn1.toDer(pfx).getBytes(), 'binary')
  await expect(readPfx(hostile, '', { timeoutMs: 300 })).rejects.toThrow(/takes too long/)
})

test.each([[Buffer.alloc(0)], [Buffer.from('nothing of the kind')], [Buffer.alloc(200, 0x30)]])(
  'what is no PFX is said to be none',
  async (bytes) => expect(readPfx(bytes, '')).rejects.toThrow(UnreadablePfx),
)
