import { createHash, createHmac, type KeyObject, randomBytes } from 'node:crypto'
import { ContentInfo, id_data } from '@peculiar/asn1-cms'
import {
  AuthenticatedSafe,
  CertBag,
  id_certBag,
  id_pkcs8ShroudedKeyBag,
  id_x509Certificate,
  MacData,
  PFX,
  PKCS12Attribute,
  SafeBag,
  SafeContents,
} from '@peculiar/asn1-pfx'
import { DigestInfo } from '@peculiar/asn1-rsa'
import { AsnConvert, OctetString } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier } from '@peculiar/asn1-x509'
import forge from 'node-forge'
import type { CertificateChain } from './certificate-chain.ts'

const sha256 = '2.16.840.1.101.3.4.2.1'
/** PKCS#9 `localKeyId`. */
const localKeyIdType = '1.2.840.113549.1.9.21'
/** OpenSSL's own number: the password is empty as a rule, so more would cost and guard nothing. */
const iterations = 2048

export interface ExportedCertificate extends CertificateChain {
  /** Absent where the key may not leave the vault. */
  privateKey?: KeyObject
}

/**
 * @param password empty for what Key Vault gives out as a secret
 * @returns PKCS#12 (RFC 7292) in DER: the key encrypted with AES-256, the certificates open, all under a MAC
 */
export function writePfx({ privateKey, leaf, chain }: ExportedCertificate, password = ''): Buffer {
  const belongTogether = privateKey && [localKeyId(leaf)]
  const certificates = chain.map((der) => certificateBag(der, der.equals(leaf) ? belongTogether : undefined))
  const safes = [certificates, ...(privateKey ? [[keyBag(privateKey, password, belongTogether)]] : [])]
  const content = Buffer.from(AsnConvert.serialize(new AuthenticatedSafe(safes.map(dataOf))))
  const pfx = new PFX({
    version: 3,
    authSafe: new ContentInfo({ contentType: id_data, content: octets(content) }),
    macData: macOf(content, password),
  })
  return Buffer.from(AsnConvert.serialize(pfx))
}

function certificateBag(der: Buffer, bagAttributes: PKCS12Attribute[] | undefined): SafeBag {
  const bag = new CertBag({ certId: id_x509Certificate, certValue: octets(der) })
  return new SafeBag({
    bagId: id_certBag,
    bagValue: AsnConvert.serialize(bag),
    ...(bagAttributes && { bagAttributes }),
  })
}

function keyBag(privateKey: KeyObject, password: string, bagAttributes: PKCS12Attribute[] | undefined): SafeBag {
  const encrypted = privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: password })
  return new SafeBag({
    bagId: id_pkcs8ShroudedKeyBag,
    bagValue: new Uint8Array(encrypted).buffer,
    ...(bagAttributes && { bagAttributes }),
  })
}

function localKeyId(leaf: Buffer): PKCS12Attribute {
  const attrValues = [octets(createHash('sha1').update(leaf).digest())]
  // The constructor of this one schema, in version 2.11.1, forgets what it is given.
  return Object.assign(new PKCS12Attribute(), { attrId: localKeyIdType, attrValues })
}

function dataOf(bags: SafeBag[]): ContentInfo {
  const contents = Buffer.from(AsnConvert.serialize(new SafeContents(bags)))
  return new ContentInfo({ contentType: id_data, content: octets(contents) })
}

function octets(bytes: Buffer): ArrayBuffer {
  return AsnConvert.serialize(new OctetString(bytes))
}

function macOf(content: Buffer, password: string): MacData {
  const salt = randomBytes(8)
  const digest = createHmac('sha256', macKey(password, salt)).update(content).digest()
  const digestAlgorithm = new AlgorithmIdentifier({ algorithm: sha256, parameters: null })
  return new MacData({
    mac: new DigestInfo({ digestAlgorithm, digest: new OctetString(digest) }),
    macSalt: new OctetString(salt),
    iterations,
  })
}

/** PKCS#12's own derivation (RFC 7292, appendix B), which node:crypto has not; 3 asks for a key of a MAC. */
function macKey(password: string, salt: Buffer): Buffer {
  const key = forge.pkcs12.generateKey(
    password,
    forge.util.createBuffer(salt.toString('binary')),
    3,
    iterations,
    32,
    forge.md.sha256.create(),
  )
  return Buffer.from(key.getBytes(), 'binary')
}
