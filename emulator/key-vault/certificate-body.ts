import { KeyVaultError } from '../errors.ts'
import { type PolicyChanges, readPolicy } from './certificate-policy.ts'
import { given, isBoolean, readCommonChanges } from './object-attributes.ts'
import { invalidProperty, type JsonObject } from './request-body.ts'

/** What a caller may set on a version: when it is valid, its certificate says. */
export interface CertificateChanges {
  tags?: Record<string, string>
  enabled?: boolean
}

export interface CreateCertificateBody extends CertificateChanges {
  policy?: PolicyChanges
  preserveCertOrder?: boolean
}

export interface ImportCertificateBody extends CreateCertificateBody {
  /** PFX in base64, PEM, or PEM in base64. */
  value: string
  password: string
}

export interface MergeCertificateBody extends CertificateChanges {
  /** Base64. */
  x5c: string[]
}

export function readUpdateCertificate(body: JsonObject): CreateCertificateBody {
  const { nbf: _, exp: __, ...changes } = readCommonChanges(body)
  const policy = body.policy ?? undefined
  return { ...changes, ...(policy !== undefined && { policy: readPolicy(policy) }) }
}

export function readCreateCertificate(body: JsonObject): CreateCertificateBody {
  return { ...readUpdateCertificate(body), ...given('preserveCertOrder', body.preserveCertOrder, isBoolean) }
}

export function readImportCertificate(body: JsonObject): ImportCertificateBody {
  const { value, pwd } = body
  if (typeof value !== 'string' || value === '') throw invalidProperty()
  if (pwd !== undefined && pwd !== null && typeof pwd !== 'string') throw invalidProperty()
  return { value, password: pwd ?? '', ...readCreateCertificate(body) }
}

export function readMergeCertificate(body: JsonObject): MergeCertificateBody {
  const { x5c } = body
  if (!Array.isArray(x5c) || x5c.length === 0 || !x5c.every((one) => typeof one === 'string')) {
    const message = 'Property x5c has invalid value X5C must have at least one valid item\r\n'
    throw new KeyVaultError(400, 'BadParameter', message)
  }
  const { policy: _, ...changes } = readUpdateCertificate({ ...body, policy: undefined })
  return { x5c, ...changes }
}

export function readUpdateOperation(body: JsonObject): { cancellationRequested: boolean } {
  if (!isBoolean(body.cancellation_requested)) throw invalidProperty()
  return { cancellationRequested: body.cancellation_requested }
}
