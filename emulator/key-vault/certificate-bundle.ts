import type {
  Certificate,
  CertificateOperation,
  CertificatePolicy,
  CertificateVersion,
  DeletedCertificate,
  SubjectAlternativeNames,
} from '../certificate-state.ts'
import { isSince } from './api-version.ts'
import { currentVersion } from './certificate-lookup.ts'
import { answeredAttributes, answeredDates, answeredDeletion, answeredTags } from './object-attributes.ts'
import type { KeyVaultCall } from './operation.ts'
import { thumbprintOf } from './x509/read-certificate.ts'

/** One version with the policy: what most operations answer. Key, secret and content come once it is issued. */
export function certificateBundle(call: KeyVaultCall, certificate: Certificate, version: CertificateVersion) {
  const { name, policy, operation } = certificate
  const place = `${name}/${version.version}`
  return {
    id: certificateId(call, name, version.version),
    ...(version.cer !== undefined && {
      kid: `${call.vaultUri}/keys/${place}`,
      sid: `${call.vaultUri}/secrets/${place}`,
      x5t: thumbprintOf(Buffer.from(version.cer, 'base64')),
      cer: version.cer,
    }),
    ...properties(call, version),
    policy: policyBundle(call, name, policy),
    ...(operation && { pending: { id: `${certificateId(call, name)}/pending` } }),
    ...orderBundle(call, version),
  }
}

/** A row of the list of certificates: the current version's properties under the versionless id. */
export function certificateItem(call: KeyVaultCall, certificate: Certificate) {
  return row(call, certificateId(call, certificate.name), currentVersion(certificate))
}

/** A row of the list of versions. */
export function versionItem(call: KeyVaultCall, { name }: Certificate, version: CertificateVersion) {
  return row(call, certificateId(call, name, version.version), version)
}

export function deletedBundle(call: KeyVaultCall, certificate: DeletedCertificate) {
  const deletion = answeredDeletion(call, 'deletedcertificates', certificate)
  return { ...deletion, ...certificateBundle(call, certificate, currentVersion(certificate)) }
}

export function deletedItem(call: KeyVaultCall, certificate: DeletedCertificate) {
  return { ...answeredDeletion(call, 'deletedcertificates', certificate), ...certificateItem(call, certificate) }
}

export function operationBundle(call: KeyVaultCall, { name, versions }: Certificate, operation: CertificateOperation) {
  const { issuer, csr, cancellationRequested, status, requestId, error } = operation
  return {
    id: `${certificateId(call, name)}/pending`,
    issuer: issuerBundle(issuer),
    csr,
    cancellation_requested: cancellationRequested,
    status,
    ...(status === 'inProgress' && { status_details: detailsOf(operation) }),
    ...(error && { error }),
    ...(status === 'completed' && { target: certificateId(call, name) }),
    request_id: requestId,
    ...orderBundle(
      call,
      versions.find(({ version }) => version === operation.version),
    ),
  }
}

/** Key Vault's own snake case, `contentType` and `ipAddresses` apart. */
export function policyBundle(call: KeyVaultCall, name: string, policy: CertificatePolicy) {
  const { keyShape, isExportable, reusesKey, contentType, x509, lifetimeActions, issuer, platformManaged } = policy
  const { enabled, created, updated } = policy
  const { subject, subjectAlternativeNames, ekus, keyUsage, validityInMonths, isAuthority } = x509
  const isElliptic = 'crv' in keyShape
  return {
    id: `${certificateId(call, name)}/policy`,
    key_props: {
      exportable: isExportable,
      kty: keyShape.kty,
      key_size: isElliptic ? Number(keyShape.crv.slice(2, 5)) : keyShape.keySize,
      reuse_key: reusesKey,
      ...(isElliptic && { crv: keyShape.crv }),
    },
    secret_props: { contentType },
    x509_props: {
      subject,
      ...(subjectAlternativeNames && { sans: sansBundle(subjectAlternativeNames) }),
      ekus,
      key_usage: keyUsage,
      validity_months: validityInMonths,
      basic_constraints: { ca: isAuthority },
    },
    lifetime_actions: lifetimeActions.map(({ action, lifetimePercentage, daysBeforeExpiry }) => ({
      trigger: {
        ...(lifetimePercentage !== undefined && { lifetime_percentage: lifetimePercentage }),
        ...(daysBeforeExpiry !== undefined && { days_before_expiry: daysBeforeExpiry }),
      },
      action: { action_type: action },
    })),
    issuer: issuerBundle(issuer),
    ...(platformManaged && { platformManaged }),
    attributes: { enabled, created, updated },
  }
}

export function certificateId({ vaultUri }: KeyVaultCall, name: string, version?: string): string {
  return `${vaultUri}/certificates/${name}${version ? `/${version}` : ''}`
}

/** What the audit log keeps of a version. */
export function auditedProperties({ enabled, nbf, exp }: CertificateVersion) {
  return { certificateProperties: { attributes: answeredDates({ enabled, nbf, exp }) } }
}

function row(call: KeyVaultCall, id: string, version: CertificateVersion) {
  const x5t = version.cer && thumbprintOf(Buffer.from(version.cer, 'base64'))
  return { id, ...(x5t && { x5t }), ...properties(call, version) }
}

function properties(call: KeyVaultCall, version: CertificateVersion) {
  const enabled = version.enabled && version.isIssued
  return { attributes: answeredAttributes(call, { ...version, enabled }), ...answeredTags(version.tags) }
}

function sansBundle({ emails, dnsNames, upns, uris, ipAddresses }: SubjectAlternativeNames) {
  return {
    ...(emails && { emails }),
    ...(dnsNames && { dns_names: dnsNames }),
    ...(upns && { upns }),
    ...(uris && { uris }),
    ...(ipAddresses && { ipAddresses }),
  }
}

function issuerBundle({ name, certificateType, certificateTransparency }: CertificatePolicy['issuer']) {
  return {
    name,
    ...(certificateType !== undefined && { cty: certificateType }),
    ...(certificateTransparency !== undefined && { cert_transparency: certificateTransparency }),
  }
}

function orderBundle({ apiVersion }: KeyVaultCall, version?: CertificateVersion) {
  const { preserveCertOrder } = version ?? {}
  return isSince(apiVersion, '7.6') && preserveCertOrder !== undefined && { preserveCertOrder }
}

function detailsOf({ issuer }: CertificateOperation): string {
  return issuer.name === 'Unknown'
    ? 'Pending certificate created. Please Perform Merge to complete the request.'
    : 'Pending certificate created. Certificate request is in progress. This may take some time based on the issuer provider. Please check again later.'
}
