import { type KeyObject, X509Certificate } from 'node:crypto'
import { UnreadableCertificate } from './read-certificate.ts'

/** DER. */
export interface CertificateChain {
  leaf: Buffer
  /** The leaf and those above it, in the order in which they are given out. */
  chain: Buffer[]
}

/** Far more than any path: checking who signed whom takes the square of their number. */
const maxCertificates = 100

/**
 * Finds the certificate of a key among others and puts it first, then each one's issuer, then what belongs to nothing.
 * @param keepsOrder leaves them as they came
 * @returns undefined when no certificate is of this key
 * @throws UnreadableCertificate
 */
export function chainOf(
  certificates: Buffer[],
  publicKey: KeyObject,
  keepsOrder = false,
): CertificateChain | undefined {
  if (certificates.length > maxCertificates) throw new UnreadableCertificate('These are too many certificates.')
  const rest = certificates.map(readable)
  const wanted = encoded(publicKey)
  const leafAt = rest.findIndex(({ publicKey }) => publicKey.equals(wanted))
  const leaf = rest.splice(leafAt, leafAt < 0 ? 0 : 1)[0]
  if (!leaf) return undefined
  if (keepsOrder) return { leaf: leaf.der, chain: certificates }
  const path = [leaf]
  for (let child: typeof leaf | undefined = leaf; child; ) {
    const { certificate } = child
    const at = rest.findIndex((one) => isIssuedBy(certificate, one.certificate))
    child = at < 0 ? undefined : rest.splice(at, 1)[0]
    if (child) path.push(child)
  }
  return { leaf: leaf.der, chain: [...path, ...rest].map(({ der }) => der) }
}

/** By name and signature: whether the issuer was allowed to is for those to judge who trust it. */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.issuer === issuer.subject && certificate.verify(issuer.publicKey)
  } catch {
    // A key of another type than the signature's cannot have made it; OpenSSL throws over that.
    return false
  }
}

function readable(der: Buffer) {
  try {
    const certificate = new X509Certificate(der)
    return { der, certificate, publicKey: encoded(certificate.publicKey) }
  } catch (cause) {
    throw new UnreadableCertificate('This is not a certificate that can be read.', { cause })
  }
}

/**
 * Keys are compared as they are written: Node's own comparison leaves an error behind in OpenSSL when their types differ,
 * which then ends whichever connection asks OpenSSL next.
 */
function encoded(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' })
}
