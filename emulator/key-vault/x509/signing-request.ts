import { createPublicKey, type KeyObject } from 'node:crypto'
import { Attributes, CertificationRequest, CertificationRequestInfo } from '@peculiar/asn1-csr'
import { AsnConvert } from '@peculiar/asn1-schema'
import { Attribute, Extensions, type Name } from '@peculiar/asn1-x509'
import { type ExtensionProperties, requestedExtensions } from './certificate-extensions.ts'
import { signerOf, subjectPublicKeyInfo } from './signature.ts'

/** PKCS#9 `extensionRequest` (RFC 2985). */
const extensionRequest = '1.2.840.113549.1.9.14'

/** @returns a PKCS#10 request in DER, which proves that its maker holds the key */
export function createSigningRequest(order: ExtensionProperties & { subject: Name }, privateKey: KeyObject): Buffer {
  const signer = signerOf(privateKey)
  const extensions = new Extensions(requestedExtensions(order))
  const certificationRequestInfo = new CertificationRequestInfo({
    subject: order.subject,
    subjectPKInfo: subjectPublicKeyInfo(createPublicKey(privateKey)),
    attributes: new Attributes([new Attribute({ type: extensionRequest, values: [AsnConvert.serialize(extensions)] })]),
  })
  const signature = signer.sign(AsnConvert.serialize(certificationRequestInfo))
  const request = new CertificationRequest({
    certificationRequestInfo,
    signatureAlgorithm: signer.algorithm,
    signature,
  })
  return Buffer.from(AsnConvert.serialize(request))
}
