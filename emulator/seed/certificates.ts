import type {
  Certificate,
  CertificateContact,
  CertificateIssuer,
  CertificateOperation,
  CertificatePolicy,
  CertificateVersion,
  DeletedCertificate,
} from '../certificate-state.ts'
import type { DeletedKey, Key } from '../key-state.ts'
import { unmadeTwins } from '../key-vault/certificate-twins.ts'
import type { DeletedSecret, Secret } from '../state.ts'
import { type CertificateOutline, certificateOutlines, deletedCertificateOutlines } from './certificate-outlines.ts'
import { daySeconds } from './make-secret.ts'
import { hexId } from './random.ts'
import { byName } from './vault-objects.ts'
import type { VaultPlan } from './vault-plans.ts'

const morning = 9 * 3600
const earlySeconds = 600

/** The certificates of a vault with the key and the secret that each brings; nothing of their material is made. */
export function sampleCertificates(plan: Pick<VaultPlan, 'name'>, today: number) {
  const certificates = (certificateOutlines[plan.name] ?? []).map((outline) =>
    makeCertificate(plan.name, outline, today),
  )
  const twins = certificates.map(unmadeTwins)
  return { certificates, keys: twins.map(({ key }): Key => key), secrets: twins.map(({ secret }): Secret => secret) }
}

/** Deleted before today, purged after today; key and secret with them. */
export function deletedSampleCertificates(
  { name, retentionDays }: Pick<VaultPlan, 'name' | 'retentionDays'>,
  today: number,
) {
  const deleted = (deletedCertificateOutlines[name] ?? []).map(({ deletedAgeDays, ...outline }) => {
    const certificate = makeCertificate(name, outline, today)
    const deletedDate = today - deletedAgeDays * daySeconds + 14 * 3600
    const deletion = { deletedDate, scheduledPurgeDate: deletedDate + retentionDays * daySeconds }
    const { key, secret } = unmadeTwins(certificate)
    return {
      certificate: { ...certificate, ...deletion },
      key: { ...key, ...deletion },
      secret: { ...secret, ...deletion },
    }
  })
  return {
    certificates: deleted.map(({ certificate }): DeletedCertificate => certificate),
    keys: deleted.map(({ key }): DeletedKey => key),
    secrets: deleted.map(({ secret }): DeletedSecret => secret),
  }
}

/** Accounts at authorities, where a certificate of the vault is bought. */
export function sampleIssuers(
  plan: Pick<VaultPlan, 'name' | 'ageDays'>,
  today: number,
): Map<string, CertificateIssuer> {
  const names = new Set((certificateOutlines[plan.name] ?? []).map(({ issuer }) => issuer))
  const created = today - (plan.ageDays - 20) * daySeconds
  const administrators = [
    { firstName: 'Ines', lastName: 'Moreau', email: 'ines.moreau@meridian.example', phone: '+33 1 55 55 01 42' },
  ]
  const all: Omit<CertificateIssuer, 'created' | 'updated'>[] = [
    {
      name: 'digicert-meridian',
      provider: 'DigiCert',
      accountId: '4417902',
      organizationId: '812255',
      administrators,
      enabled: true,
    },
    { name: 'globalsign-meridian', provider: 'GlobalSign', accountId: 'PAR77301', administrators, enabled: true },
  ]
  return byName(all.filter(({ name }) => names.has(name)).map((issuer) => ({ ...issuer, created, updated: created })))
}

/** Whom Key Vault writes to: in production where somebody set it up. */
export function sampleContacts({ name, tags }: Pick<VaultPlan, 'name' | 'tags'>): CertificateContact[] {
  if (!name.includes('-prod-') || (certificateOutlines[name] ?? []).length < 3) return []
  return [
    { email: 'certificates@meridian.example', name: 'Certificate desk', phone: '+33 1 55 55 01 00' },
    ...(tags.owner ? [{ email: tags.owner }] : []),
  ]
}

function makeCertificate(vaultName: string, outline: CertificateOutline, today: number): Certificate {
  const { name, request, expiresInDays } = outline
  const versions = expiresInDays === undefined ? [] : issued(vaultName, outline, expiresInDays, today)
  const operation = request && operationOf(vaultName, outline, request, today)
  const policy = policyOf(outline, versions[0]?.created ?? operation?.startedAt ?? today)
  if (!operation) return { name, versions, policy }
  const asked: CertificateVersion = {
    version: operation.version,
    isIssued: false,
    tags: { ...outline.tags },
    enabled: true,
    ...datesFrom(operation.startedAt, outline.lifeDays),
  }
  return { name, versions: [...versions, asked], policy, operation }
}

/** Oldest first; each lasted until its policy renewed it. */
function issued(
  vaultName: string,
  outline: CertificateOutline,
  expiresInDays: number,
  today: number,
): CertificateVersion[] {
  const { name, versions = 1, lifeDays = 366, lifetimeAction, tags } = outline
  const { lifetimePercentage = 0, daysBeforeExpiry = 30 } = lifetimeAction ?? {}
  const renewalDays = lifetimePercentage
    ? Math.floor((lifeDays * lifetimePercentage) / 100)
    : lifeDays - daysBeforeExpiry
  return Array.from({ length: versions }, (_, index) => {
    const ageDays = lifeDays - expiresInDays + renewalDays * (versions - 1 - index)
    return {
      version: hexId(`${vaultName}/${name}/${index}`),
      isIssued: true,
      tags: { ...tags },
      enabled: true,
      ...datesFrom(today - ageDays * daySeconds + morning, lifeDays),
    }
  })
}

function datesFrom(created: number, lifeDays = 366) {
  return { created, updated: created, nbf: created - earlySeconds, exp: created + lifeDays * daySeconds }
}

function operationOf(
  vaultName: string,
  { name, issuer }: CertificateOutline,
  { ageDays, status }: NonNullable<CertificateOutline['request']>,
  today: number,
): CertificateOperation {
  return {
    requestId: hexId(`${vaultName}/${name}/request`),
    version: hexId(`${vaultName}/${name}/requested`),
    status,
    issuer: { name: issuer },
    cancellationRequested: status === 'cancelled',
    startedAt: today - ageDays * daySeconds + morning,
  }
}

function policyOf(outline: CertificateOutline, created: number): CertificatePolicy {
  const { name, issuer, lifeDays = 366, shape = { kty: 'RSA', keySize: 2048 }, isAuthority = false } = outline
  const host = name.replace(/-meridian-example$/, '.meridian.example')
  const isHost = host !== name
  const isElliptic = shape.kty.startsWith('EC')
  return {
    keyShape: { ...shape },
    isExportable: outline.isExportable ?? true,
    reusesKey: outline.reusesKey ?? false,
    contentType: outline.isPem ? 'application/x-pem-file' : 'application/x-pkcs12',
    x509: {
      subject: outline.subject ?? `CN=${host}`,
      ...(isHost && { subjectAlternativeNames: { dnsNames: [host] } }),
      ekus: isAuthority ? [] : ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
      keyUsage: isAuthority
        ? ['keyCertSign', 'cRLSign']
        : ['digitalSignature', ...(isElliptic ? [] : (['keyEncipherment'] as const))],
      validityInMonths: Math.floor(lifeDays / 30.4),
      isAuthority,
    },
    lifetimeActions: [outline.lifetimeAction ?? { action: 'EmailContacts', lifetimePercentage: 80 }],
    issuer: { name: issuer },
    enabled: true,
    created,
    updated: created,
  }
}
