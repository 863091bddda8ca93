import type { X509Facts } from './certificate.ts'

/** Extended key usages as people know them (RFC 5280 and Microsoft's). */
const extendedUsageNames: Record<string, string> = {
  '1.3.6.1.5.5.7.3.1': 'TLS server',
  '1.3.6.1.5.5.7.3.2': 'TLS client',
  '1.3.6.1.5.5.7.3.3': 'Code signing',
  '1.3.6.1.5.5.7.3.4': 'E-mail protection',
  '1.3.6.1.5.5.7.3.8': 'Time stamping',
  '1.3.6.1.5.5.7.3.9': 'OCSP signing',
  '1.3.6.1.4.1.311.10.3.4': 'Encrypting file system',
  '1.3.6.1.4.1.311.20.2.2': 'Smart card logon',
  '2.5.29.37.0': 'Any',
}

/** `TLS server`; the object identifier itself where it has no common name. */
export function extendedUsageName(objectIdentifier: string): string {
  return extendedUsageNames[objectIdentifier] ?? objectIdentifier
}

/** `digitalSignature` as `Digital signature`, `cRLSign` as `CRL sign`. */
export function keyUsageName(usage: string): string {
  if (usage === 'cRLSign') return 'CRL sign'
  const words = usage.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** `RSA, 2048 bits`, `EC, P-256`. */
export function keyWords({
  keyType,
  keySizeBits,
  curve,
}: Pick<X509Facts, 'keyType' | 'keySizeBits' | 'curve'>): string {
  const more = curve ?? (keySizeBits === null ? null : `${keySizeBits} bits`)
  return more === null ? keyType : `${keyType}, ${more}`
}

/** A thumbprint in pairs, as other programs show it: `AB:CD:…`. */
export const inPairs = (hex: string) => hex.match(/../g)?.join(':') ?? hex

/** DER as PEM (RFC 7468). @param label `CERTIFICATE` or `CERTIFICATE REQUEST` */
export function pemOf(label: string, derBase64: string): string {
  const lines = derBase64.match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

const requestStates: Record<string, string> = {
  inProgress: 'In progress',
  completed: 'Completed',
  cancelled: 'Cancelled',
  failed: 'Failed',
}

/** The state of a request in a word or two. */
export function requestState(status: string): string {
  return requestStates[status] ?? status
}
