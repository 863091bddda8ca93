import { createPublicKey, generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { CertificationRequest } from '@peculiar/asn1-csr'
import { AsnConvert } from '@peculiar/asn1-schema'
import type { Name } from '@peculiar/asn1-x509'
import { parseDistinguishedName } from '../key-vault/x509/distinguished-name.ts'
import { issueCertificate, issueSelfSigned } from '../key-vault/x509/issue-certificate.ts'

const daySeconds = 86_400
/** sha256WithRSAEncryption, ecdsa-with-SHA256, -SHA384, -SHA512 (RFC 5758) */
const hashes: Record<string, string> = {
  '1.2.840.113549.1.1.11': 'sha256',
  '1.2.840.10045.4.3.2': 'sha256',
  '1.2.840.10045.4.3.3': 'sha384',
  '1.2.840.10045.4.3.4': 'sha512',
}

/** A certificate authority outside: signs what a vault asks for, and keys of its own. */
export function testAuthority(commonName = 'Test CA') {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = parseDistinguishedName(`CN=${commonName}`)
  const now = Math.floor(Date.now() / 1000)
  const validity = { notBefore: now - daySeconds, notAfter: now + 1000 * daySeconds }
  const certificate = issueSelfSigned(
    { ...validity, subject: name, keyUsage: ['keyCertSign', 'cRLSign'], ekus: [], isAuthority: true },
    privateKey,
  )
  const issue = (publicKey: KeyObject, subject: string | Name = 'CN=leaf', days = 90) =>
    issueCertificate(
      {
        ...validity,
        notAfter: now + days * daySeconds,
        subject: typeof subject === 'string' ? parseDistinguishedName(subject) : subject,
        publicKey,
        keyUsage: ['digitalSignature'],
        ekus: [],
        isAuthority: false,
      },
      { name, privateKey },
    )
  return {
    /** DER. */
    certificate,
    issue,
    /** Signs a request (PKCS#10 in DER) after checking that its maker holds the key. */
    sign(csr: Uint8Array, subject?: string): Buffer {
      const request = AsnConvert.parse(csr, CertificationRequest)
      const { subjectPKInfo, subject: asked } = request.certificationRequestInfo
      const spki = Buffer.from(AsnConvert.serialize(subjectPKInfo))
      const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
      const signed = Buffer.from(request.certificationRequestInfoRaw ?? new ArrayBuffer())
      const hash = hashes[request.signatureAlgorithm.algorithm]
      if (!hash || !verify(hash, signed, key, Buffer.from(request.signature)))
        throw new Error('The request is not signed with its own key.')
      return issue(key, subject ?? asked)
    },
  }
}
