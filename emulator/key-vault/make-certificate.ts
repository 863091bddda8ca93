import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { Name } from '@peculiar/asn1-x509'
import type { CertificatePolicy } from '../certificate-state.ts'
import type { PrivateJwk } from '../key-state.ts'
import { type AsymmetricJwk, privateKeyOf } from './cryptography/private-jwk.ts'
import type { CertificateChain } from './x509/certificate-chain.ts'
import { parseDistinguishedName } from './x509/distinguished-name.ts'
import { issueCertificate, issueSelfSigned } from './x509/issue-certificate.ts'
import { createSigningRequest } from './x509/signing-request.ts'

/** Unix seconds. */
export interface Validity {
  nbf: number
  exp: number
}

/** Key Vault begins ten minutes early, for clocks that run late. */
const earlySeconds = 600

/** The validity of a certificate that is asked for at `now`: calendar months, as people count them. */
export function validityFrom({ x509 }: CertificatePolicy, now: number): Validity {
  const end = new Date(now * 1000)
  const day = end.getUTCDate()
  end.setUTCMonth(end.getUTCMonth() + x509.validityInMonths)
  // The 31st of a month that has none: the last day of that month rather than one of the next.
  if (end.getUTCDate() !== day) end.setUTCDate(0)
  return { nbf: now - earlySeconds, exp: Math.floor(end.getTime() / 1000) }
}

export function selfSigned(policy: CertificatePolicy, validity: Validity, key: PrivateJwk): CertificateChain {
  const leaf = issueSelfSigned(orderOf(policy, validity), privateKeyOf(asymmetric(key)))
  return { leaf, chain: [leaf] }
}

/** What an authority outside would have signed: a seed's certificate that was imported or merged. */
export function signedBySampleAuthority(
  policy: CertificatePolicy,
  validity: Validity,
  key: PrivateJwk,
): CertificateChain {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = parseDistinguishedName('CN=Strongroom Sample Issuing CA, O=Strongroom Emulator')
  const authority = issueSelfSigned(
    {
      subject: name,
      keyUsage: ['keyCertSign', 'cRLSign'],
      ekus: [],
      isAuthority: true,
      notBefore: validity.nbf - 365 * 86_400,
      notAfter: validity.exp + 365 * 86_400,
    },
    privateKey,
  )
  const publicKey = createPublicKey(privateKeyOf(asymmetric(key)))
  const leaf = issueCertificate({ ...orderOf(policy, validity), publicKey }, { name, privateKey })
  return { leaf, chain: [leaf, authority] }
}

/** @returns PKCS#10 in DER */
export function signingRequest({ x509 }: CertificatePolicy, key: PrivateJwk): Buffer {
  return createSigningRequest({ ...x509, subject: subjectName(x509.subject) }, privateKeyOf(asymmetric(key)))
}

function orderOf({ x509 }: CertificatePolicy, { nbf, exp }: Validity) {
  return { ...x509, subject: subjectName(x509.subject), notBefore: nbf, notAfter: exp }
}

/** Empty where alternative names stand in for a subject. */
function subjectName(subject: string): Name {
  return subject.trim() === '' ? new Name() : parseDistinguishedName(subject)
}

export function asymmetric(key: PrivateJwk): AsymmetricJwk {
  if (key.kty === 'oct') throw new TypeError('A certificate has no symmetric key.')
  return key
}
