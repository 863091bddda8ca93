import type { CertificateLifetimeAction } from '../certificate-state.ts'
import type { KeyCurve, KeyShape } from '../key-state.ts'
import { secretLandmarks } from './landmarks.ts'

/** A certificate as a person would describe it: days before or after today in place of dates. */
export interface CertificateOutline {
  name: string
  /** The host's name out of the certificate's when absent. */
  subject?: string
  /** `Self`, `Unknown` for one from outside, or an issuer of the vault. */
  issuer: string
  /** Of the current version; what is not issued yet has none. */
  expiresInDays?: number
  /** 1 when absent; each was followed by the next when it was to be renewed. */
  versions?: number
  /** 366 when absent. */
  lifeDays?: number
  shape?: KeyShape
  isPem?: boolean
  isExportable?: boolean
  reusesKey?: boolean
  isAuthority?: boolean
  lifetimeAction?: CertificateLifetimeAction
  tags?: Record<string, string>
  /** A request that was made so many days ago, and what became of it. */
  request?: { ageDays: number; status: 'inProgress' | 'cancelled' | 'failed' }
}

const rsa = (keySize = 2048): KeyShape => ({ kty: 'RSA', keySize })
const ec = (crv: KeyCurve = 'P-256'): KeyShape => ({ kty: 'EC', crv })

const renewedAt = (lifetimePercentage: number): CertificateLifetimeAction => ({
  action: 'AutoRenew',
  lifetimePercentage,
})
const renewedBefore = (daysBeforeExpiry: number): CertificateLifetimeAction => ({
  action: 'AutoRenew',
  daysBeforeExpiry,
})
const writtenBefore = (daysBeforeExpiry: number): CertificateLifetimeAction => ({
  action: 'EmailContacts',
  daysBeforeExpiry,
})

/** Signed by Key Vault itself, renewed by it. */
const self = (name: string, expiresInDays: number, more: Partial<CertificateOutline> = {}): CertificateOutline => ({
  name,
  issuer: 'Self',
  expiresInDays,
  lifetimeAction: renewedAt(80),
  ...more,
})

/** Bought through Key Vault, renewed by it. */
const bought = (name: string, expiresInDays: number, more: Partial<CertificateOutline> = {}): CertificateOutline => ({
  name,
  issuer: 'digicert-meridian',
  expiresInDays,
  lifetimeAction: renewedAt(80),
  ...more,
})

/** Imported, or signed elsewhere and merged: somebody has to think of it in time. */
const outside = (name: string, expiresInDays: number, more: Partial<CertificateOutline> = {}): CertificateOutline => ({
  name,
  issuer: 'Unknown',
  expiresInDays,
  lifetimeAction: writtenBefore(30),
  ...more,
})

/** Waiting for a signature that comes from outside. */
const requested = (name: string, ageDays: number, more: Partial<CertificateOutline> = {}): CertificateOutline => ({
  name,
  issuer: 'Unknown',
  request: { ageDays, status: 'inProgress' },
  ...more,
})

/** By vault. */
export const certificateOutlines: Record<string, readonly CertificateOutline[]> = {
  'kv-payments-prod-weu': [
    bought(secretLandmarks.managed.secret, 210, { versions: 3, tags: { owner: 'payments-team@meridian.example' } }),
    // Renewed within the week, by whoever looks.
    self('checkout-meridian-example', 77, { versions: 2, shape: ec(), tags: { service: 'checkout-web' } }),
    bought('api-payments-meridian-example', 160, { versions: 2, lifetimeAction: renewedBefore(30) }),
    outside('mtls-card-network', 26, {
      versions: 2,
      isPem: true,
      lifetimeAction: writtenBefore(45),
      tags: { scheme: 'card' },
    }),
    requested('terminal-gateway-mtls', 2, { shape: ec('P-384'), tags: { ticket: 'CHG-8123' } }),
  ],
  'kv-payments-prod-neu': [
    bought('payments-neu-meridian-example', 305, { versions: 2 }),
    bought('api-payments-neu-meridian-example', 118),
    outside('mtls-card-network', 26, { versions: 2, isPem: true, lifetimeAction: writtenBefore(45) }),
  ],
  'kv-orders-prod-weu': [
    bought('orders-meridian-example', 240, { versions: 2 }),
    // Its renewal waits for the authority.
    bought('basket-meridian-example', 60, { shape: ec(), request: { ageDays: 13, status: 'inProgress' } }),
  ],
  'kv-shipping-prod-weu': [
    self('tracking-meridian-example', 150, { versions: 2 }),
    self('shipping-meridian-example', 290, { shape: ec() }),
    outside('mtls-carriers', 11, { isPem: true }),
  ],
  'kv-notify-prod-weu': [
    outside('push-notification-provider', 44, { shape: ec(), tags: { provider: 'push' } }),
    self('webhooks-meridian-example', 133, { versions: 2, shape: ec('P-384') }),
  ],
  'kv-customs-prod-neu': [
    outside('customs-authority-client', 197, { shape: rsa(3072), tags: { authority: 'customs' } }),
    outside('filing-seal-2024', 4, { isPem: true, lifeDays: 731, tags: { authority: 'customs' } }),
  ],
  'kv-ledger-prod-eus2': [
    self('ledger-meridian-example', 320, { shape: ec('P-256K'), reusesKey: true, versions: 2 }),
    outside('statement-signing', 330, {
      isExportable: false,
      shape: rsa(4096),
      subject: 'CN=Meridian Statements, O=Meridian',
    }),
  ],
  'kv-identity-prod-weu': [
    { ...bought('login-meridian-example', 182, { versions: 2 }), issuer: 'globalsign-meridian' },
    self('saml-signing', 620, {
      lifeDays: 1096,
      shape: rsa(3072),
      subject: 'CN=Meridian SAML',
      lifetimeAction: writtenBefore(90),
    }),
    self('token-signing', 101, { shape: ec('P-384'), subject: 'CN=Meridian Tokens', versions: 3 }),
  ],
  'kv-platform-prod-sdc': [
    self('wildcard-internal-meridian-example', 88, { subject: 'CN=*.internal.meridian.example', versions: 3 }),
    self('mesh-root', 2900, {
      lifeDays: 3653,
      isAuthority: true,
      isExportable: false,
      shape: ec('P-384'),
      subject: 'CN=Meridian Mesh Root, O=Meridian',
      lifetimeAction: writtenBefore(365),
    }),
    requested('ingress-meridian-example', 9, { shape: rsa(), tags: { ticket: 'CHG-7741' } }),
  ],
  'kv-partners-prod-weu': [
    bought('partners-meridian-example', 228, { versions: 2 }),
    // Forgotten: nobody reads what Key Vault writes.
    outside('as2-signing', -41, { lifeDays: 731, subject: 'CN=Meridian AS2, O=Meridian, C=FR' }),
  ],
  'kv-billing-prod-weu': [
    outside(secretLandmarks.managedExpired.secret, -17),
    outside('invoice-signing', 290, { subject: 'CN=Meridian Invoices, O=Meridian, C=FR' }),
  ],
  'kv-warehouse-prod-sdc': [
    self('scanner-fleet', 215, { shape: ec(), subject: 'CN=Meridian Scanners' }),
    outside('label-printer-mtls', 63, { isPem: true }),
  ],
  'kv-treasury-prod-weu': [
    outside('bank-ebics-authentication', 19, { shape: rsa(), subject: 'CN=MERIDIAN01, O=Meridian' }),
  ],
  MeridianVault01: [outside('WildcardCert', -903, { subject: 'CN=*.old.meridian.example', lifeDays: 731 })],
  'kv-payments-stg-weu': [
    self('payments-stg-meridian-example', 200),
    requested('stg-card-network-mtls', 31, { request: { ageDays: 31, status: 'cancelled' }, shape: ec() }),
  ],
  'kv-orders-stg-weu': [self('orders-stg-meridian-example', 254, { shape: ec() })],
  'kv-integration-test-weu': [
    self('contract-test-tls', 27, { lifeDays: 31, shape: ec(), lifetimeAction: renewedAt(50) }),
  ],
  'kv-payments-dev-weu': [self('payments-dev-meridian-example', 142, { shape: ec() })],
  'kv-orders-dev-weu': [self('orders-dev-meridian-example', 311, { shape: ec(), isPem: true })],
}

/** Deleted so many days ago. */
export const deletedCertificateOutlines: Record<string, readonly (CertificateOutline & { deletedAgeDays: number })[]> =
  {
    'kv-payments-prod-weu': [{ ...outside('legacy-terminal-mtls', 40), deletedAgeDays: 12 }],
    'kv-orders-dev-weu': [{ ...self('orders-spike-tls', 300, { shape: ec() }), deletedAgeDays: 3 }],
  }
