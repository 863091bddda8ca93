import { createPublicKey, type KeyObject, randomBytes } from 'node:crypto'
import { AsnConvert } from '@peculiar/asn1-schema'
import { Certificate, Extensions, type Name, TBSCertificate, Validity, Version } from '@peculiar/asn1-x509'
import { type ExtensionProperties, keyIdentifiers, requestedExtensions } from './certificate-extensions.ts'
import { keyIdentifierOf, signerOf, subjectPublicKeyInfo } from './signature.ts'

export interface CertificateOrder extends ExtensionProperties {
  subject: Name
  publicKey: KeyObject
  /** Unix seconds. */
  notBefore: number
  notAfter: number
}

/** @returns the certificate in DER, signed by its own key */
export function issueSelfSigned(order: Omit<CertificateOrder, 'publicKey'>, privateKey: KeyObject): Buffer {
  return issueCertificate({ ...order, publicKey: createPublicKey(privateKey) }, { name: order.subject, privateKey })
}

/** @returns the certificate in DER */
export function issueCertificate(order: CertificateOrder, issuer: { name: Name; privateKey: KeyObject }): Buffer {
  const signer = signerOf(issuer.privateKey)
  const issuerKeyId = keyIdentifierOf(createPublicKey(issuer.privateKey))
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: signer.algorithm,
    issuer: issuer.name,
    validity: new Validity({ notBefore: new Date(order.notBefore * 1000), notAfter: new Date(order.notAfter * 1000) }),
    subject: order.subject,
    subjectPublicKeyInfo: subjectPublicKeyInfo(order.publicKey),
    extensions: new Extensions([
      ...requestedExtensions(order),
      ...keyIdentifiers(keyIdentifierOf(order.publicKey), issuerKeyId),
    ]),
  })
  const signatureValue = signer.sign(AsnConvert.serialize(tbsCertificate))
  const certificate = new Certificate({ tbsCertificate, signatureAlgorithm: signer.algorithm, signatureValue })
  return Buffer.from(AsnConvert.serialize(certificate))
}

/** 16 bytes; the first is kept within 1 to 127, so that the number is positive and has no leading zero. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16)
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x01
  return new Uint8Array(bytes).buffer
}
