import 'server-only'
import type {
  CertificatePolicy as AzurePolicy,
  CertificateProperties as AzureProperties,
  KeyVaultCertificate,
} from '@azure/keyvault-certificates'
import type { Certificate, CertificateDetail, CertificateVersion } from '../domain/certificate.ts'
import type { CertificatePolicy, LifetimeAction, NewCertificatePolicy } from '../domain/certificate-policy.ts'
import { isoDate } from './secret-mapping.ts'
import { x509Facts } from './x509.ts'

/** A row of the certificate list, from the SDK's shape. */
export function toCertificate(azure: AzureProperties): Certificate {
  return {
    name: azure.name ?? '',
    enabled: azure.enabled ?? true,
    createdOn: isoDate(azure.createdOn),
    updatedOn: isoDate(azure.updatedOn),
    expiresOn: isoDate(azure.expiresOn),
    notBefore: isoDate(azure.notBefore),
    tags: { ...azure.tags },
    thumbprint: azure.x509Thumbprint ? hex(azure.x509Thumbprint) : null,
  }
}

/** One version as lists tell it, from the SDK's shape. */
export function toCertificateVersion(azure: AzureProperties): CertificateVersion {
  return { version: azure.version ?? '', ...toCertificate(azure) }
}

/** One version in full, from the SDK's shape. */
export function toCertificateDetail({ properties, cer }: KeyVaultCertificate): CertificateDetail {
  const isIssued = cer !== undefined && cer.length > 0
  return {
    ...toCertificateVersion(properties),
    cer: isIssued ? Buffer.from(cer).toString('base64') : null,
    x509: isIssued ? factsOf(cer) : null,
  }
}

/** A certificate that this server cannot read is still one that can be downloaded. */
function factsOf(cer: Uint8Array) {
  try {
    return x509Facts(cer)
  } catch {
    return null
  }
}

/** A policy in our words. */
export function toPolicy(azure: AzurePolicy): CertificatePolicy {
  const { dnsNames, emails, userPrincipalNames, uniformResourceIdentifiers, ipAddresses } =
    azure.subjectAlternativeNames ?? {}
  return {
    issuerName: azure.issuerName ?? '',
    certificateType: azure.certificateType ?? null,
    isTransparent: azure.certificateTransparency ?? null,
    subject: azure.subject ?? '',
    alternativeNames: {
      dnsNames: [...(dnsNames ?? [])],
      emails: [...(emails ?? [])],
      userPrincipalNames: [...(userPrincipalNames ?? [])],
      uris: [...(uniformResourceIdentifiers ?? [])],
      ipAddresses: [...(ipAddresses ?? [])],
    },
    keyType: azure.keyType ?? null,
    keySizeBits: azure.keyType?.startsWith('RSA') ? (azure.keySize ?? null) : null,
    curve: azure.keyCurveName ?? null,
    isExportable: azure.exportable ?? null,
    reusesKey: azure.reuseKey ?? null,
    contentType: azure.contentType ?? null,
    keyUsages: azure.keyUsage ?? [],
    extendedKeyUsages: azure.enhancedKeyUsage ?? [],
    validityMonths: azure.validityInMonths ?? null,
    lifetimeAction: toLifetimeAction(azure.lifetimeActions?.[0]),
  }
}

function toLifetimeAction(azure: NonNullable<AzurePolicy['lifetimeActions']>[number] | undefined) {
  if (!azure?.action) return null
  const { action, lifetimePercentage, daysBeforeExpiry } = azure
  const trigger: LifetimeAction['trigger'] =
    lifetimePercentage === undefined ? 'daysBeforeExpiry' : 'lifetimePercentage'
  return { action, trigger, at: lifetimePercentage ?? daysBeforeExpiry ?? 0 }
}

/** The other way: everything is said, since the SDK's empty parts would take away what is there. */
export function toAzurePolicy(policy: NewCertificatePolicy): AzurePolicy {
  const { alternativeNames = {}, lifetimeAction, keyType, keySizeBits, curve } = policy
  const isElliptic = keyType.startsWith('EC')
  const sans = {
    dnsNames: alternativeNames.dnsNames,
    emails: alternativeNames.emails,
    userPrincipalNames: alternativeNames.userPrincipalNames,
    uniformResourceIdentifiers: alternativeNames.uris,
    ipAddresses: alternativeNames.ipAddresses,
  }
  return {
    issuerName: policy.issuerName,
    ...(policy.certificateType && { certificateType: policy.certificateType }),
    ...(typeof policy.isTransparent === 'boolean' && { certificateTransparency: policy.isTransparent }),
    subject: policy.subject,
    // The SDK's type wants at least one name of each kind, its serializer takes what there is.
    subjectAlternativeNames: withoutEmpty(sans) as NonNullable<AzurePolicy['subjectAlternativeNames']>,
    keyType,
    ...(isElliptic ? { keyCurveName: curve ?? 'P-256' } : { keySize: keySizeBits ?? 2048 }),
    exportable: policy.isExportable,
    reuseKey: policy.reusesKey,
    contentType: policy.contentType,
    ...(policy.keyUsages && { keyUsage: policy.keyUsages }),
    ...(policy.extendedKeyUsages && { enhancedKeyUsage: policy.extendedKeyUsages }),
    validityInMonths: policy.validityMonths,
    lifetimeActions: lifetimeAction
      ? [{ action: lifetimeAction.action, [lifetimeAction.trigger]: lifetimeAction.at }]
      : [],
  }
}

function withoutEmpty(lists: Record<string, string[] | undefined>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).flatMap(([name, list]) => (list?.length ? [[name, list]] : [])))
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase()
