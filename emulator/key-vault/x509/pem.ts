import { createPrivateKey } from 'node:crypto'
import type { KeyAndCertificates } from './read-pfx.ts'
import type { ExportedCertificate } from './write-pfx.ts'

/** Not one private key in PKCS#8 with at least one certificate. */
export class UnreadablePem extends Error {}

interface PemBlock {
  label: string
  der: Buffer
}

/** @throws UnreadablePem */
export function readPem(text: string): KeyAndCertificates {
  const blocks = blocksOf(text)
  const keys = blocks.filter(({ label }) => label === 'PRIVATE KEY')
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ der }) => der)
  const [key] = keys
  if (!key || keys.length > 1 || certificates.length === 0) {
    throw new UnreadablePem('A PEM must hold one private key in PKCS#8 and its certificate.')
  }
  try {
    return { privateKey: createPrivateKey({ key: key.der, format: 'der', type: 'pkcs8' }), certificates }
  } catch (cause) {
    throw new UnreadablePem('The private key of this PEM cannot be read.', { cause })
  }
}

/** The key, in PKCS#8, then the certificates. */
export function writePem({ privateKey, chain }: ExportedCertificate): string {
  const key = privateKey?.export({ type: 'pkcs8', format: 'der' })
  const certificates = chain.map((der) => ({ label: 'CERTIFICATE', der }))
  return [...(key ? [{ label: 'PRIVATE KEY', der: key }] : []), ...certificates].map(written).join('')
}

/** Every complete block of a text, in its order; what stands between them is passed over. */
function blocksOf(text: string): PemBlock[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*)-----END \1-----/g)
  return [...blocks].map(([, label = '', body = '']) => ({ label, der: Buffer.from(body, 'base64') }))
}

function written({ label, der }: PemBlock): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
