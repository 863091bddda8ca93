// The certificate library needs this polyfill in place before it loads.
import 'reflect-metadata'
import { X509Certificate } from 'node:crypto'
import * as x509 from '@peculiar/x509'

export const suffix = 'emulator.test'

const hostNames = [
  'login',
  'management',
  'graph',
  'api.loganalytics',
  // A wildcard stands for one label only.
  '*',
  '*.vault',
  '*.managedhsm',
].map((prefix) => `${prefix}.${suffix}`)

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const dayMs = 86_400_000

export interface TlsIdentity {
  /** The authority's certificate (PEM): what a client of the emulator must trust. */
  caCertificate: string
  certificate: string
  privateKey: string
}

/**
 * Makes the emulator's certificate and the authority that signs it. The authority's key is forgotten at once, and the
 * authority itself is good for the reserved names alone, so trusting it risks nothing.
 */
export async function createTlsIdentity(): Promise<TlsIdentity> {
  const authority = await createAuthority()
  const keys = await generateKeys()
  const certificate = await issueCertificate(authority, keys.publicKey, hostNames)
  const privateKey = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return {
    caCertificate: authority.certificate.toString('pem'),
    certificate: certificate.toString('pem'),
    privateKey: x509.PemConverter.encode(privateKey, 'PRIVATE KEY'),
  }
}

/** Whether a kept identity still serves: for another month at least, and for every name there is. */
export function isUsable({ certificate }: TlsIdentity): boolean {
  const { validToDate, subjectAltName } = new X509Certificate(certificate)
  const names = new Set(subjectAltName?.split(', '))
  return validToDate.getTime() > Date.now() + 30 * dayMs && hostNames.every((name) => names.has(`DNS:${name}`))
}

export interface Authority {
  certificate: x509.X509Certificate
  keys: CryptoKeyPair
}

export async function createAuthority(): Promise<Authority> {
  const keys = await generateKeys()
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: 'CN=Strongroom emulator (this machine only), O=Strongroom',
    ...validity(),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      new x509.Extension('2.5.29.30', true, nameConstraints(suffix)),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  })
  return { certificate, keys }
}

/** Signs a certificate for these host names. Clients refuse it where the authority's name constraint does not cover one. */
export async function issueCertificate(
  { certificate: issuer, keys }: Authority,
  publicKey: CryptoKey,
  names: string[],
): Promise<x509.X509Certificate> {
  return x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: `CN=${names[0]}`,
    issuer: issuer.subject,
    ...validity(),
    publicKey,
    signingKey: keys.privateKey,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
    ],
  })
}

export function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

function validity() {
  // A day before now, so that a clock which runs a little behind still accepts it.
  return { notBefore: new Date(Date.now() - dayMs), notAfter: new Date(Date.now() + 365 * dayMs) }
}

function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  // A serial number is a positive integer: its first bit is clear.
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40
  return Buffer.from(bytes).toString('hex')
}

/**
 * The extension's DER: permitted are the domain and what is below it; excluded are all IP addresses, which a DNS
 * constraint leaves alone. @see https://www.rfc-editor.org/rfc/rfc5280#section-4.2.1.10
 */
function nameConstraints(domain: string): Uint8Array<ArrayBuffer> {
  const sequence = 0x30
  const permitted = der(sequence, der(0x82, Buffer.from(domain, 'ascii')))
  const excluded = [8, 32].map((length) => der(sequence, der(0x87, Buffer.alloc(length))))
  return Uint8Array.from(der(sequence, Buffer.concat([der(0xa0, permitted), der(0xa1, Buffer.concat(excluded))])))
}

/** One tagged value. Its length is below 128, so one byte says it. */
function der(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, content.length]), content])
}
