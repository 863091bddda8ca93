import 'server-only'
import { X509Certificate } from 'node:crypto'
import type { X509Facts } from '../domain/certificate.ts'
import { keyUsages } from '../domain/certificate-policy.ts'
import { keyUsageBits } from './der.ts'

/** What a certificate says of itself. @param der one certificate. @throws Error where it is none */
export function x509Facts(der: Uint8Array): X509Facts {
  const certificate = new X509Certificate(der)
  const { publicKey, infoAccess } = certificate
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {}
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    alternativeNames: alternativeNames(certificate.subjectAltName),
    serialNumber: certificate.serialNumber,
    sha1: withoutColons(certificate.fingerprint),
    sha256: withoutColons(certificate.fingerprint256),
    keyType: publicKey.asymmetricKeyType?.toUpperCase() ?? 'unknown',
    keySizeBits: modulusLength ?? null,
    curve: namedCurve ? (curveNames[namedCurve] ?? namedCurve) : null,
    notBefore: isoSeconds(certificate.validFrom),
    notAfter: isoSeconds(certificate.validTo),
    keyUsages: keyUsageBits(der)?.flatMap((isSet, bit) => (isSet ? (keyUsages[bit] ?? []) : [])) ?? null,
    // Node calls the extended usages by the name of the others.
    extendedKeyUsages: certificate.keyUsage ?? [],
    isAuthority: certificate.ca,
    // `checkIssued` also wants the usage of an authority, which a leaf that signs itself has not.
    isSelfSigned: certificate.subject === certificate.issuer && certificate.verify(publicKey),
    issuerAddresses: [...(infoAccess ?? '').matchAll(/^CA Issuers - URI:(https?:\S+)$/gm)].flatMap(
      ([, address]) => address ?? [],
    ),
  }
}

/** OpenSSL's names of the curves in Key Vault's words. */
const curveNames: Record<string, string> = {
  prime256v1: 'P-256',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
  secp256k1: 'P-256K',
}

/** Node puts each part of a name on a line of its own, the most significant first; people read it the other way round. */
const oneLine = (name: string | undefined) => (name ?? '').split('\n').filter(Boolean).reverse().join(', ')

const withoutColons = (fingerprint: string) => fingerprint.replaceAll(':', '')

const isoSeconds = (text: string) => new Date(text).toISOString().replace('.000Z', 'Z')

const kinds: Record<string, string> = {
  DNS: 'DNS',
  email: 'E-mail',
  'IP Address': 'IP address',
  URI: 'URI',
  othername: 'Other name',
}

/** `DNS:a.example, URI:"http://b, c"`: Node quotes what holds a comma, as JSON. */
function alternativeNames(text: string | undefined): X509Facts['alternativeNames'] {
  const parts = (text ?? '').matchAll(/(?:^|, )([A-Za-z ]+):("(?:[^"\\]|\\.)*"|[^,]*)/g)
  return [...parts].map(([, kind = '', value = '']) => ({
    kind: kinds[kind] ?? kind,
    value: value.startsWith('"') ? String(JSON.parse(value)) : value,
  }))
}
