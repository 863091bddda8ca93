import type { CertificatePolicy, X509Properties } from '../certificate-state.ts'
import { KeyVaultError } from '../errors.ts'
import type { Vault } from '../state.ts'
import { badPolicy, type PolicyChanges } from './certificate-policy.ts'

/** TLS server and TLS client. */
const defaultEkus = ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']

/** A month before a certificate of that many months ends is 27 days: the latest that a renewal may begin. */
const daysPerMonth = 27

/**
 * The policy of a new certificate: Key Vault's defaults under what the caller gave.
 * @param now Unix seconds
 * @throws KeyVaultError 400 BadParameter
 */
export function newPolicy(changes: PolicyChanges, now: number): CertificatePolicy {
  const { x509, ...given } = changes
  const keyShape = given.keyShape ?? { kty: 'RSA', keySize: 2048 }
  const issuer = given.issuer ?? { name: 'Unknown' }
  return checked({
    keyShape,
    isExportable: !keyShape.kty.endsWith('-HSM'),
    reusesKey: false,
    contentType: 'application/x-pkcs12',
    lifetimeActions: [{ action: issuer.name === 'Unknown' ? 'EmailContacts' : 'AutoRenew', lifetimePercentage: 80 }],
    enabled: true,
    created: now,
    updated: now,
    ...given,
    issuer,
    x509: {
      subject: '',
      ekus: defaultEkus,
      keyUsage: keyShape.kty.startsWith('EC') ? ['digitalSignature'] : ['digitalSignature', 'keyEncipherment'],
      validityInMonths: 12,
      isAuthority: false,
      ...x509,
    },
  })
}

/** What is given replaces what is there; the rest stays. @throws KeyVaultError 400 BadParameter */
export function changedPolicy(policy: CertificatePolicy, changes: PolicyChanges, now: number): CertificatePolicy {
  return checked({ ...policy, ...changes, x509: { ...policy.x509, ...changes.x509 }, updated: now })
}

/** @throws KeyVaultError where the policy asks for something that this vault cannot do */
export function assertIssuable({ issuer, keyShape }: CertificatePolicy, vault: Vault): void {
  if (keyShape.kty.endsWith('-HSM') && vault.sku !== 'premium') {
    throw new KeyVaultError(400, 'BadParameter', 'The vault SKU does not support HSM-protected keys.')
  }
  const isBuiltIn = issuer.name === 'Self' || issuer.name === 'Unknown'
  if (!isBuiltIn && !vault.objects.certificateIssuers.has(issuer.name.toLowerCase())) throw issuerNotFound()
}

export function issuerNotFound(): KeyVaultError {
  return new KeyVaultError(404, 'CertificateIssuerNotFound', 'Issuer not found')
}

function checked(policy: CertificatePolicy): CertificatePolicy {
  if (!policy.platformManaged && !hasName(policy.x509))
    throw new KeyVaultError(400, 'BadParameter', 'Either subjectName or san must be present')
  if (policy.isExportable && policy.keyShape.kty.endsWith('-HSM')) throw badPolicy('key_props')
  const latest = policy.x509.validityInMonths * daysPerMonth
  if (policy.lifetimeActions.some(({ daysBeforeExpiry = 0 }) => daysBeforeExpiry > latest)) {
    throw badPolicy('lifetime_actions')
  }
  return policy
}

function hasName({ subject, subjectAlternativeNames = {} }: X509Properties): boolean {
  return subject.trim() !== '' || Object.values(subjectAlternativeNames).some((names) => names.length > 0)
}
