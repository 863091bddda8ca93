import { createHash, type KeyObject, sign } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { AlgorithmIdentifier, SubjectPublicKeyInfo } from '@peculiar/asn1-x509'

/** Node's names of the curves that Key Vault has, with the hash that suits each. P-256K is secp256k1. */
const hashesByCurve: Record<string, { hash: string; algorithm: string }> = {
  prime256v1: { hash: 'sha256', algorithm: '1.2.840.10045.4.3.2' },
  secp256k1: { hash: 'sha256', algorithm: '1.2.840.10045.4.3.2' },
  secp384r1: { hash: 'sha384', algorithm: '1.2.840.10045.4.3.3' },
  secp521r1: { hash: 'sha512', algorithm: '1.2.840.10045.4.3.4' },
}

/** How a key signs certificates and requests. `sign` gives the signature as X.509 holds it. */
export function signerOf(privateKey: KeyObject) {
  const curve = privateKey.asymmetricKeyDetails?.namedCurve
  const isRsa = privateKey.asymmetricKeyType === 'rsa'
  const elliptic = curve === undefined ? undefined : hashesByCurve[curve]
  if (!isRsa && !elliptic)
    throw new Error(`No certificate is signed with a key of type ${privateKey.asymmetricKeyType}.`)
  const hash = elliptic?.hash ?? 'sha256'
  const algorithm = elliptic
    ? new AlgorithmIdentifier({ algorithm: elliptic.algorithm })
    : // sha256WithRSAEncryption, whose parameters are NULL (RFC 4055)
      new AlgorithmIdentifier({ algorithm: '1.2.840.113549.1.1.11', parameters: null })
  // Through node:crypto rather than WebCrypto, which refuses P-256K.
  return { algorithm, sign: (data: ArrayBuffer) => new Uint8Array(sign(hash, Buffer.from(data), privateKey)).buffer }
}

export function subjectPublicKeyInfo(publicKey: KeyObject): SubjectPublicKeyInfo {
  return AsnConvert.parse(publicKey.export({ type: 'spki', format: 'der' }), SubjectPublicKeyInfo)
}

/** SHA-1 of the public key itself: RFC 5280, 4.2.1.2, method 1. */
export function keyIdentifierOf(publicKey: KeyObject): Buffer {
  return createHash('sha1')
    .update(Buffer.from(subjectPublicKeyInfo(publicKey).subjectPublicKey))
    .digest()
}
