import { isIP } from 'node:net'
import type {
  CertificateContentType,
  CertificateIssuerReference,
  CertificateKeyUsage,
  CertificateLifetimeAction,
  CertificatePolicy,
  PlatformManaged,
  SubjectAlternativeNames,
  X509Properties,
} from '../certificate-state.ts'
import { KeyVaultError } from '../errors.ts'
import type { KeyShape } from '../key-state.ts'
import { curveNamed } from './cryptography/curves.ts'
import { isBoolean } from './object-attributes.ts'
import { isObject, type JsonObject } from './request-body.ts'
import { InvalidDistinguishedName, parseDistinguishedName } from './x509/distinguished-name.ts'

/** A policy as callers give it: what is left out comes from the policy that is there, or is Key Vault's default. */
export type PolicyChanges = Partial<Omit<CertificatePolicy, 'created' | 'updated' | 'x509'>> & {
  x509?: Partial<X509Properties>
}

const keyUsages: readonly CertificateKeyUsage[] = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
]
const contentTypes: readonly CertificateContentType[] = ['application/x-pkcs12', 'application/x-pem-file']
const maxValidityMonths = 1200
const maxTextLength = 2048

/** @throws KeyVaultError 400 BadParameter */
export function readPolicy(policy: unknown): PolicyChanges {
  if (!isObject(policy)) throw badPolicy()
  const key = section(policy, 'key_props')
  const secret = section(policy, 'secret_props')
  const attributes = section(policy, 'attributes')
  const x509 = readX509(section(policy, 'x509_props'))
  const keyShape = readKeyShape(key)
  return {
    ...(keyShape && { keyShape }),
    ...optional('isExportable', key.exportable, isBoolean, 'key_props'),
    ...optional('reusesKey', key.reuse_key, isBoolean, 'key_props'),
    ...optional('contentType', secret.contentType, isContentType, 'secret_props'),
    ...(Object.keys(x509).length > 0 && { x509 }),
    ...(isPresent(policy.lifetime_actions) && { lifetimeActions: readLifetimeActions(policy.lifetime_actions) }),
    ...readIssuer(section(policy, 'issuer')),
    ...readPlatformManaged(policy.platformManaged),
    ...optional('enabled', attributes.enabled, isBoolean, 'attributes'),
  }
}

/** Key Vault names the part of a policy that it refuses, and rarely says why. */
export function badPolicy(part?: string, reason?: string): KeyVaultError {
  const property = part ? `policy.${part}` : 'policy'
  return new KeyVaultError(
    400,
    'BadParameter',
    `Property ${property} has invalid value${reason ? `. ${reason}` : ''}\r\n`,
  )
}

function readX509(x509: JsonObject): Partial<X509Properties> {
  const constraints = isPresent(x509.basic_constraints) ? x509.basic_constraints : {}
  if (!isObject(constraints)) throw badPolicy('x509_props')
  return {
    ...optional('subject', x509.subject, isSubject, 'x509_props'),
    ...(isPresent(x509.sans) && { subjectAlternativeNames: readAlternativeNames(x509.sans) }),
    ...optional('ekus', x509.ekus, isListOf(isObjectIdentifier), 'x509_props'),
    ...(isPresent(x509.key_usage) && { keyUsage: readKeyUsage(x509.key_usage) }),
    ...optional('validityInMonths', x509.validity_months, isValidity, 'x509_props'),
    ...optional('isAuthority', constraints.ca, isBoolean, 'x509_props'),
  }
}

function readAlternativeNames(sans: unknown): SubjectAlternativeNames {
  if (!isObject(sans)) throw badPolicy('x509_props')
  return {
    ...optional('emails', sans.emails, isListOf(isAscii), 'x509_props'),
    ...optional('dnsNames', sans.dns_names, isListOf(isAscii), 'x509_props'),
    ...optional('upns', sans.upns, isListOf(isText), 'x509_props'),
    ...optional('uris', sans.uris, isListOf(isAscii), 'x509_props'),
    ...optional('ipAddresses', sans.ipAddresses, isListOf(isIpAddress), 'x509_props'),
  }
}

/** Whatever their case: a client of Microsoft's own sends `crlSign`. */
function readKeyUsage(given: unknown): CertificateKeyUsage[] {
  if (!Array.isArray(given)) throw badPolicy('x509_props')
  return given.map((one) => {
    const found = keyUsages.find((usage) => usage.toLowerCase() === String(one).toLowerCase())
    if (!found) throw badPolicy('x509_props')
    return found
  })
}

function readKeyShape(key: JsonObject): KeyShape | undefined {
  const { kty, key_size: size, crv } = key
  const type = isPresent(kty) ? kty : isPresent(crv) ? 'EC' : isPresent(size) ? 'RSA' : undefined
  if (type === 'EC' || type === 'EC-HSM') {
    const curve = curveNamed(isPresent(crv) ? crv : 'P-256')
    if (!curve) throw badPolicy('key_props')
    return { kty: type, crv: curve.name }
  }
  if (type === 'RSA' || type === 'RSA-HSM') {
    const keySize = isPresent(size) ? size : 2048
    if (keySize !== 2048 && keySize !== 3072 && keySize !== 4096) throw badPolicy('key_props')
    return { kty: type, keySize }
  }
  if (type !== undefined) throw badPolicy('key_props')
  return undefined
}

function readLifetimeActions(given: unknown): CertificateLifetimeAction[] {
  if (!Array.isArray(given)) throw badPolicy('lifetime_actions')
  if (given.length > 1) throw new KeyVaultError(400, 'BadParameter', 'At most one action is allowed')
  return given.map((one) => {
    if (!isObject(one)) throw badPolicy('lifetime_actions')
    const { action_type: action } = section(one, 'action', 'lifetime_actions')
    const { lifetime_percentage: percentage, days_before_expiry: days } = section(one, 'trigger', 'lifetime_actions')
    if (action !== 'AutoRenew' && action !== 'EmailContacts') throw badPolicy('lifetime_actions')
    if (isPresent(percentage) === isPresent(days)) throw badPolicy('lifetime_actions')
    return {
      action,
      ...optional('lifetimePercentage', percentage, isWithin(1, 99), 'lifetime_actions'),
      ...optional('daysBeforeExpiry', days, isWithin(1, maxValidityMonths * 27), 'lifetime_actions'),
    }
  })
}

/** Names of issuers count whatever their case; these two are told apart from a vault's own by name. */
const builtInIssuers = ['Self', 'Unknown']

function readIssuer(issuer: JsonObject): { issuer?: CertificateIssuerReference } {
  const { name } = optional('name', issuer.name, isText, 'issuer') as { name?: string } // a computed key widens
  if (name === undefined) return {}
  return {
    issuer: {
      name: builtInIssuers.find((one) => one.toLowerCase() === name.toLowerCase()) ?? name,
      ...optional('certificateType', issuer.cty, isText, 'issuer'),
      ...optional('certificateTransparency', issuer.cert_transparency, isBoolean, 'issuer'),
    },
  }
}

function readPlatformManaged(given: unknown): { platformManaged?: PlatformManaged } {
  if (!isPresent(given)) return {}
  if (!isObject(given) || !isText(given.certificateUsage)) throw badPolicy('platformManaged')
  const { certificateUsage, metadata } = given
  if (isPresent(metadata) && !isObject(metadata)) throw badPolicy('platformManaged')
  return { platformManaged: { certificateUsage, ...(isObject(metadata) && { metadata }) } }
}

function section(object: JsonObject, name: string, part = name): JsonObject {
  const found = object[name]
  if (!isPresent(found)) return {}
  if (!isObject(found)) throw badPolicy(part)
  return found
}

/** The property under its name, or nothing where it is not given. */
function optional<Name extends string, Value>(
  name: Name,
  value: unknown,
  is: (value: unknown) => value is Value,
  part: string,
): Partial<Record<Name, Value>> {
  if (!isPresent(value)) return {}
  if (!is(value)) throw badPolicy(part)
  return { [name]: value } as Record<Name, Value> // a computed key widens to string
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= maxTextLength
}

/** Names of the internet are written in ASCII, in certificates too. */
function isAscii(value: unknown): value is string {
  return isText(value) && /^[\x21-\x7e]+$/.test(value)
}

function isIpAddress(value: unknown): value is string {
  return typeof value === 'string' && isIP(value) !== 0 && !value.includes('%')
}

function isSubject(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > maxTextLength) return false
  try {
    if (value.trim() !== '') parseDistinguishedName(value)
    return true
  } catch (error) {
    if (error instanceof InvalidDistinguishedName) throw badPolicy('x509_props', error.message)
    throw error
  }
}

function isObjectIdentifier(value: unknown): value is string {
  return typeof value === 'string' && /^([01]\.[1-3]?\d|2\.\d{1,3})(\.(0|[1-9]\d{0,8})){0,20}$/.test(value)
}

function isContentType(value: unknown): value is CertificateContentType {
  return contentTypes.some((one) => one === value)
}

function isValidity(value: unknown): value is number {
  return isWithin(1, maxValidityMonths)(value)
}

function isWithin(lowest: number, highest: number) {
  return (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest
}

function isListOf<Item>(is: (value: unknown) => value is Item) {
  return (value: unknown): value is Item[] => Array.isArray(value) && value.length <= 1000 && value.every(is)
}
