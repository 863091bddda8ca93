// The certificate library needs this polyfill in place before it loads.
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'

/** A certificate as an administrator would register it for an application, and its key. Both PEM. */
export async function selfSignedCertificate(): Promise<{ certificate: string; privateKey: string }> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
  }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Strongroom',
    keys,
    signingAlgorithm: algorithm,
  })
  const privateKey = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { certificate: certificate.toString('pem'), privateKey: x509.PemConverter.encode(privateKey, 'PRIVATE KEY') }
}
