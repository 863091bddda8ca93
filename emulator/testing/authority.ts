// The certificate library needs this polyfill in place before it loads.
import 'reflect-metadata'
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { parseDistinguishedName } from '../key-vault/x509/distinguished-name.ts'
import { issueCertificate, issueSelfSigned } from '../key-vault/x509/issue-certificate.ts'

const daySeconds = 86_400

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
  const issue = (publicKey: KeyObject, subject = 'CN=leaf', days = 90) =>
    issueCertificate(
      {
        ...validity,
        notAfter: now + days * daySeconds,
        subject: parseDistinguishedName(subject),
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
    async sign(csr: Uint8Array, subject?: string): Promise<Buffer> {
      const request = new x509.Pkcs10CertificateRequest(Buffer.from(csr))
      if (!(await request.verify())) throw new Error('The request is not signed with its own key.')
      const key = createPublicKey({ key: Buffer.from(request.publicKey.rawData), format: 'der', type: 'spki' })
      return issue(key, subject ?? request.subject)
    },
  }
}
