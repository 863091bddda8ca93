import type { CertificateAdministrator, CertificateIssuer } from '../certificate-state.ts'
import { isShortText } from './certificate-contacts.ts'
import { given, isBoolean } from './object-attributes.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { listAnswer } from './pages.ts'
import { invalidProperty, isObject, type JsonObject } from './request-body.ts'
import { issuerNotFound } from './whole-policy.ts'

type IssuerChanges = Partial<Omit<CertificateIssuer, 'name' | 'created' | 'updated'>>

/** Certificate authorities that Key Vault works with, and the one that its own tests use. */
const providers = ['DigiCert', 'GlobalSign', 'SSLAdmin', 'OneCertV2-PublicCA', 'OneCertV2-PrivateCA', 'Test']

/** Adds the issuer, or puts it in the place of one of that name. */
export function setCertificateIssuer(call: KeyVaultCall, changes: IssuerChanges & { provider: string }): Answer {
  const { certificateIssuers } = call.vault.objects
  const now = call.emulator.clock.nowSeconds()
  const known = certificateIssuers.get(call.name.toLowerCase())
  const issuer = { administrators: [], enabled: true, ...changes, name: known?.name ?? call.name }
  return stored(call, { ...issuer, created: known?.created ?? now, updated: now })
}

/** Changes what is given and leaves the rest. */
export function updateCertificateIssuer(call: KeyVaultCall, changes: IssuerChanges): Answer {
  return stored(call, { ...issuerNamed(call), ...changes, updated: call.emulator.clock.nowSeconds() })
}

export function getCertificateIssuer(call: KeyVaultCall): Answer {
  return answered(call, issuerNamed(call))
}

/** For good: issuers are not deleted softly. */
export function deleteCertificateIssuer(call: KeyVaultCall): Answer {
  const issuer = issuerNamed(call)
  call.vault.objects.certificateIssuers.delete(issuer.name.toLowerCase())
  return answered(call, issuer)
}

export function getCertificateIssuers(call: KeyVaultCall): Answer {
  return listAnswer(
    call,
    call.vault.objects.certificateIssuers,
    () => true,
    ({ name, provider }) => ({ id: issuerId(call, name), provider }),
  )
}

export function readSetIssuer(body: JsonObject): IssuerChanges & { provider: string } {
  const { provider, ...changes } = readUpdateIssuer(body)
  if (provider === undefined) throw invalidProperty()
  return { provider, ...changes }
}

export function readUpdateIssuer(body: JsonObject): IssuerChanges {
  const credentials = objectIn(body, 'credentials')
  const organization = objectIn(body, 'org_details')
  return {
    ...given('provider', body.provider, isProvider),
    ...given('accountId', credentials.account_id, isShortText),
    ...given('password', credentials.pwd, isShortText),
    ...given('organizationId', organization.id, isShortText),
    ...(organization.admin_details != null && { administrators: readAdministrators(organization.admin_details) }),
    ...given('enabled', objectIn(body, 'attributes').enabled, isBoolean),
  }
}

function readAdministrators(details: unknown): CertificateAdministrator[] {
  if (!Array.isArray(details)) throw invalidProperty()
  return details.map((one) => {
    if (!isObject(one)) throw invalidProperty()
    return {
      ...given('firstName', one.first_name, isShortText),
      ...given('lastName', one.last_name, isShortText),
      ...given('email', one.email, isShortText),
      ...given('phone', one.phone, isShortText),
    }
  })
}

function objectIn(body: JsonObject, name: string): JsonObject {
  const found = body[name] ?? {}
  if (!isObject(found)) throw invalidProperty()
  return found
}

function isProvider(value: unknown): value is string {
  return providers.some((one) => one === value)
}

/** @throws KeyVaultError 404 CertificateIssuerNotFound */
function issuerNamed({ vault, name }: KeyVaultCall): CertificateIssuer {
  const issuer = vault.objects.certificateIssuers.get(name.toLowerCase())
  if (!issuer) throw issuerNotFound()
  return issuer
}

function stored(call: KeyVaultCall, issuer: CertificateIssuer): Answer {
  call.vault.objects.certificateIssuers.set(issuer.name.toLowerCase(), issuer)
  return answered(call, issuer)
}

/** The password goes in and never comes out. */
function answered(call: KeyVaultCall, issuer: CertificateIssuer): Answer {
  const { name, provider, accountId, organizationId, administrators, enabled, created, updated } = issuer
  const id = issuerId(call, name)
  call.audit.id = id
  return {
    status: 200,
    body: {
      id,
      provider,
      credentials: { ...(accountId !== undefined && { account_id: accountId }) },
      org_details: {
        ...(organizationId !== undefined && { id: organizationId }),
        admin_details: administrators.map(({ firstName, lastName, email, phone }) => ({
          ...(firstName !== undefined && { first_name: firstName }),
          ...(lastName !== undefined && { last_name: lastName }),
          ...(email !== undefined && { email }),
          ...(phone !== undefined && { phone }),
        })),
      },
      attributes: { enabled, created, updated },
    },
  }
}

function issuerId({ vaultUri }: KeyVaultCall, name: string): string {
  return `${vaultUri}/certificates/issuers/${name}`
}
