import 'server-only'
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { looksLikePfx } from './der.ts'
import { ProblemError } from './problem-error.ts'

/** A file that is checked as far as it can be without its password, and the form it has. */
export interface CertificateFile {
  contentType: 'application/x-pkcs12' | 'application/x-pem-file'
  bytes: Buffer
}

/**
 * Tells a PFX from PEM by what is in it, and what is wrong with either before Key Vault is asked. A PFX is not opened
 * here: its own numbers say how long that takes, and a crafted file would stop this server.
 * @throws certificate_unreadable
 */
export function readCertificateFile(content: string): CertificateFile {
  const bytes = Buffer.from(content, 'base64')
  const text = bytes.toString('latin1')
  if (text.includes('-----BEGIN ')) {
    checkPem(text)
    return { contentType: 'application/x-pem-file', bytes }
  }
  if (looksLikePfx(bytes)) return { contentType: 'application/x-pkcs12', bytes }
  if (isCertificate(bytes)) {
    throw unreadable(
      'The file holds a certificate without its private key.',
      'Choose a PFX, or a PEM with the key. A certificate that was signed from a request of this vault is merged instead.',
    )
  }
  throw unreadable(
    'The file is neither a whole PFX nor PEM.',
    'Choose a .pfx, .p12 or .pem file. If it is one, it was damaged or cut off on its way.',
  )
}

/** Where Key Vault could not open a whole PFX. */
export function pfxNotOpened(cause: ProblemError, hasPassword: boolean): ProblemError {
  const { azure } = cause.problem
  return new ProblemError(
    {
      code: 'certificate_unreadable',
      message: hasPassword
        ? 'Key Vault could not open the PFX with this password.'
        : 'Key Vault could not open the PFX without a password.',
      remedy: 'Check the password. If it is right, the file holds no private key or is damaged: export it anew.',
      fields: [{ path: 'password', message: 'This password does not open the file.' }],
      ...(azure && { azure }),
    },
    { cause },
  )
}

/**
 * The certificates of a text: PEM, or one as DER in base64.
 * @throws certificate_unreadable
 */
export function readCertificates(text: string): Buffer[] {
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----/g)]
  const encoded = blocks.length > 0 ? blocks.map(([, body = '']) => body) : [text]
  const certificates = encoded.map((body) => Buffer.from(body, 'base64'))
  if (text.includes('-----BEGIN CERTIFICATE REQUEST-----')) {
    throw unreadable(
      'This is the request, not the certificate that was made of it.',
      'Paste what the authority sent back.',
    )
  }
  if (!certificates.every(isCertificate)) {
    throw unreadable(
      'This is no certificate in PEM or DER.',
      'It begins with “-----BEGIN CERTIFICATE-----”, or is one .cer file. A .p7b has to be converted first: openssl pkcs7 -print_certs.',
    )
  }
  return certificates
}

function checkPem(text: string): void {
  const blocks = [...text.matchAll(/-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*)-----END \1-----/g)]
  const keys = blocks.filter(([, label = '']) => label.endsWith('PRIVATE KEY'))
  const certificates = blocks.filter(([, label]) => label === 'CERTIFICATE')
  const [key] = keys
  if (certificates.length === 0)
    throw unreadable('The PEM holds no whole certificate.', 'It needs the certificate and its private key.')
  if (!key) throw unreadable('The PEM holds no whole private key.', 'It needs the certificate and its private key.')
  if (keys.length > 1)
    throw unreadable(`The PEM holds ${keys.length} private keys.`, 'Leave the one of the certificate.')
  if (key[1] !== 'PRIVATE KEY') {
    const isEncrypted = key[1] === 'ENCRYPTED PRIVATE KEY' || key[2]?.includes('ENCRYPTED')
    throw unreadable(
      isEncrypted
        ? 'The private key of the PEM is encrypted.'
        : `The private key of the PEM is in another form (${key[1]}).`,
      'Key Vault takes PKCS#8 without a password: openssl pkcs8 -topk8 -nodes -in key.pem -out key-pkcs8.pem',
    )
  }
  const parsed = certificates.map(([block]) => certificateOf(Buffer.from(block)))
  if (parsed.some((one) => one === null)) throw unreadable('A certificate of the PEM is damaged.', 'Export it anew.')
  const privateKey = keyOf(key[0])
  if (!privateKey) throw unreadable('The private key of the PEM is damaged.', 'Export it anew.')
  if (!parsed.some((one) => one?.checkPrivateKey(privateKey))) {
    throw unreadable(
      'The private key of the PEM belongs to another certificate.',
      'Put the key and the certificate that were made together into one file.',
    )
  }
}

const isCertificate = (bytes: Buffer) => certificateOf(bytes) !== null

function certificateOf(bytes: Buffer): X509Certificate | null {
  try {
    return new X509Certificate(bytes)
  } catch {
    return null
  }
}

function keyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem)
  } catch {
    return null
  }
}

function unreadable(message: string, remedy: string): ProblemError {
  return new ProblemError({ code: 'certificate_unreadable', message, remedy })
}
