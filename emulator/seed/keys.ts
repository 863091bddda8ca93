import type { DeletedKey, Key, KeyCurve, KeyShape } from '../key-state.ts'
import { type KeyOutline, makeKey, rotatedEvery } from './make-key.ts'
import { daySeconds } from './make-secret.ts'
import type { VaultPlan } from './vault-plans.ts'

const rsa = (keySize = 2048): KeyShape => ({ kty: 'RSA', keySize })
const rsaHsm = (keySize = 2048): KeyShape => ({ kty: 'RSA-HSM', keySize })
const ec = (crv: KeyCurve = 'P-256'): KeyShape => ({ kty: 'EC', crv })
const ecHsm = (crv: KeyCurve = 'P-256'): KeyShape => ({ kty: 'EC-HSM', crv })

const wrapping = ['wrapKey', 'unwrapKey']
const signing = ['sign', 'verify']
const notify = (timeBeforeExpiry = 'P30D') => ({ type: 'Notify', timeBeforeExpiry }) as const

/** Rotated every so many days by Key Vault itself, the last time within that many days. */
function rotating(
  days: number,
  oldestAgeDays: number,
  lifeDays?: number,
): Pick<KeyOutline, 'ageDays' | 'lifeDays' | 'policy'> {
  return {
    ageDays: rotatedEvery(days, oldestAgeDays),
    ...(lifeDays !== undefined && { lifeDays }),
    policy: {
      lifetimeActions: [{ type: 'Rotate', timeAfterCreate: `P${days}D` }, notify()],
      ...(lifeDays !== undefined && { expiryTime: `P${lifeDays}D` }),
    },
  }
}

/** Rotated so many days before each version ends. */
function renewing(
  daysBefore: number,
  lifeDays: number,
  oldestAgeDays: number,
): Pick<KeyOutline, 'ageDays' | 'lifeDays' | 'policy'> {
  return {
    ageDays: rotatedEvery(lifeDays - daysBefore, oldestAgeDays),
    lifeDays,
    policy: {
      lifetimeActions: [{ type: 'Rotate', timeBeforeExpiry: `P${daysBefore}D` }, notify()],
      expiryTime: `P${lifeDays}D`,
    },
  }
}

const cmk = (service: string) => ({ purpose: 'customer-managed-key', service })

/** Keys by vault. Keys that back certificates come with those. */
const outlines: Record<string, readonly KeyOutline[]> = {
  'kv-payments-prod-weu': [
    {
      name: 'cmk-storage-payments',
      shape: rsaHsm(3072),
      keyOps: wrapping,
      tags: cmk('stpaymentsprodweu'),
      ...rotating(90, 752, 180),
    },
    {
      name: 'cmk-sql-payments',
      shape: rsaHsm(),
      keyOps: wrapping,
      tags: cmk('sql-payments-prod'),
      ...renewing(30, 730, 1005),
    },
    {
      name: 'pin-block-kek',
      shape: rsaHsm(4096),
      keyOps: wrapping,
      tags: { purpose: 'key-encryption-key', scheme: 'card' },
      ageDays: [1610],
    },
    { name: 'card-token-signing', shape: ecHsm(), tags: { purpose: 'token-signing' }, ...rotating(30, 341, 120) },
    {
      name: 'settlement-enclave',
      shape: rsaHsm(),
      keyOps: ['decrypt', 'unwrapKey'],
      tags: { purpose: 'confidential-computing' },
      ageDays: [96],
      releasePolicy: {
        version: '1.0.0',
        anyOf: [
          {
            authority: 'https://attestation.emulator.test',
            allOf: [
              { claim: 'x-ms-attestation-type', equals: 'sevsnpvm' },
              { claim: 'x-ms-compliance-status', equals: 'azure-compliant-cvm' },
            ],
          },
        ],
      },
    },
    {
      name: 'payout-file-signing',
      shape: ec('P-384'),
      keyOps: signing,
      tags: { purpose: 'file-signing' },
      ageDays: [361],
      lifeDays: 366,
      policy: { lifetimeActions: [notify('P60D')] },
    },
  ],
  'kv-payments-prod-neu': [
    {
      name: 'cmk-storage-payments',
      shape: rsaHsm(3072),
      keyOps: wrapping,
      tags: cmk('stpaymentsprodneu'),
      ...rotating(90, 700, 180),
    },
    { name: 'card-token-signing', shape: ecHsm(), tags: { purpose: 'token-signing' }, ...rotating(30, 201, 120) },
  ],
  'kv-orders-prod-weu': [
    {
      name: 'cmk-cosmos-orders',
      shape: rsa(),
      keyOps: wrapping,
      tags: cmk('cosmos-orders-prod'),
      ...rotating(365, 812),
    },
    {
      name: 'order-webhook-signing',
      shape: ec(),
      tags: { purpose: 'webhook-signing' },
      ageDays: [540, 180, 2],
      startsInDays: 5,
    },
    { name: 'archive-encryption', shape: rsa(4096), ageDays: [1420], tags: { purpose: 'archive' } },
  ],
  'kv-shipping-prod-weu': [
    {
      name: 'label-signing',
      shape: ec('P-384'),
      ageDays: [733, 366],
      lifeDays: 366,
      tags: { purpose: 'label-signing' },
    },
    {
      name: 'cmk-storage-labels',
      shape: rsa(3072),
      keyOps: wrapping,
      tags: cmk('stlabelsprodweu'),
      ageDays: [820],
      lifeDays: 730,
    },
  ],
  'kv-notify-prod-weu': [
    {
      name: 'push-jwt-signing',
      shape: ec(),
      keyOps: signing,
      tags: { purpose: 'token-signing' },
      ageDays: [170],
      lifeDays: 175,
    },
    { name: 'unsubscribe-links', shape: rsa(), keyOps: signing, ageDays: [1010], tags: { purpose: 'link-signing' } },
  ],
  'kv-customs-prod-neu': [
    {
      name: 'declaration-signing',
      shape: rsa(4096),
      keyOps: signing,
      tags: { purpose: 'document-signing', authority: 'customs' },
      ...renewing(60, 1095, 1090),
    },
    {
      name: 'cmk-storage-filings',
      shape: rsa(3072),
      keyOps: wrapping,
      tags: cmk('stfilingsprodneu'),
      ...rotating(180, 905),
    },
  ],
  'kv-ledger-prod-eus2': [
    { name: 'ledger-anchor', shape: ecHsm('P-256K'), keyOps: signing, tags: { purpose: 'anchoring' }, ageDays: [690] },
    {
      name: 'journal-seal',
      shape: ecHsm('P-521'),
      keyOps: signing,
      tags: { purpose: 'journal-signing' },
      ...rotating(365, 720),
    },
    {
      name: 'cmk-sql-ledger',
      shape: rsaHsm(3072),
      keyOps: wrapping,
      tags: cmk('sql-ledger-prod'),
      ...rotating(90, 385, 365),
    },
  ],
  'kv-identity-prod-weu': [
    { name: 'session-encryption', shape: rsaHsm(), tags: { purpose: 'session-encryption' }, ...rotating(30, 115, 90) },
    {
      name: 'assertion-decryption',
      shape: rsaHsm(3072),
      keyOps: ['decrypt', 'unwrapKey'],
      ageDays: [460, 95],
      lifeDays: 400,
      tags: { purpose: 'saml' },
    },
  ],
  'kv-platform-prod-sdc': [
    { name: 'cmk-aks-etcd', shape: rsaHsm(), tags: cmk('aks-platform-prod'), ...rotating(90, 350) },
    {
      name: 'cmk-disk-encryption',
      shape: rsaHsm(4096),
      keyOps: wrapping,
      tags: cmk('des-platform-prod'),
      ...rotating(365, 1001),
    },
    {
      name: 'image-signing',
      shape: ecHsm('P-384'),
      keyOps: signing,
      tags: { purpose: 'container-signing' },
      ageDays: [300],
      lifeDays: 1095,
    },
  ],
  'kv-partners-prod-weu': [
    { name: 'as2-encryption', shape: rsa(), ageDays: [1300, 570], lifeDays: 730, tags: { purpose: 'as2' } },
    { name: 'sftp-host-key', shape: rsa(4096), keyOps: signing, ageDays: [2050], tags: { purpose: 'ssh' } },
  ],
  'kv-billing-prod-weu': [
    {
      name: 'invoice-seal-2019',
      shape: rsa(),
      keyOps: signing,
      ageDays: [2580],
      enabled: false,
      tags: { purpose: 'invoice-signing' },
    },
    { name: 'invoice-seal', shape: rsa(), keyOps: signing, ageDays: [1480], tags: { purpose: 'invoice-signing' } },
  ],
  'kv-warehouse-prod-sdc': [
    { name: 'scanner-firmware', shape: ec(), keyOps: ['verify'], ageDays: [890], tags: { purpose: 'firmware' } },
  ],
  'kv-treasury-prod-weu': [
    {
      name: 'payment-order-signing',
      shape: rsaHsm(4096),
      keyOps: signing,
      tags: { purpose: 'bank-channel' },
      ageDays: [740, 375],
      lifeDays: 400,
    },
  ],
  MeridianVault01: [
    { name: 'Key1', shape: rsa(), ageDays: [3600] },
    {
      name: 'AzureBackupKEK',
      shape: rsa(),
      keyOps: wrapping,
      ageDays: [2900],
      tags: { created_by: 'ARM template v1' },
    },
  ],
  'kv-payments-stg-weu': [
    {
      name: 'cmk-storage-payments',
      shape: rsa(3072),
      keyOps: wrapping,
      tags: cmk('stpaymentsstgweu'),
      ...rotating(90, 400),
    },
    {
      name: 'card-token-signing',
      shape: ec(),
      tags: { purpose: 'token-signing' },
      ageDays: [120],
      policy: { lifetimeActions: [{ type: 'Rotate', timeAfterCreate: 'P90D' }, notify()] },
      hasMissedRotation: true,
    },
  ],
  'kv-integration-test-weu': [
    { name: 'contract-test-rsa', shape: rsa(), ageDays: [500, 10], tags: { purpose: 'tests' } },
    { name: 'contract-test-ec', shape: ec('P-521'), ageDays: [500], tags: { purpose: 'tests' } },
  ],
  'kv-payments-dev-weu': [
    { name: 'card-token-signing', shape: ec(), ageDays: [80], tags: { purpose: 'token-signing' } },
  ],
  'kv-orders-dev-weu': [
    { name: 'order-webhook-signing', shape: ec(), ageDays: [210], tags: { purpose: 'webhook-signing' } },
    { name: 'scratch', shape: rsa(), ageDays: [30, 29, 28], enabled: false },
  ],
}

const deleted: Record<string, readonly (KeyOutline & { deletedAgeDays: number })[]> = {
  'kv-payments-prod-weu': [{ name: 'card-token-signing-v1', shape: ecHsm(), ageDays: [1200], deletedAgeDays: 41 }],
  'kv-orders-dev-weu': [{ name: 'webhook-spike', shape: ec(), ageDays: [60], deletedAgeDays: 2 }],
  'kv-integration-test-weu': [{ name: 'contract-test-old', shape: rsa(), ageDays: [700, 300], deletedAgeDays: 12 }],
}

/** The keys that nobody's certificate brought. */
export function sampleKeys({ name }: Pick<VaultPlan, 'name'>, today: number): Key[] {
  return (outlines[name] ?? []).map((outline) => makeKey(name, outline, today))
}

/** Deleted before today, purged after today. */
export function deletedSampleKeys(
  { name, retentionDays }: Pick<VaultPlan, 'name' | 'retentionDays'>,
  today: number,
): DeletedKey[] {
  return (deleted[name] ?? []).map(({ deletedAgeDays, ...outline }) => {
    const deletedDate = today - deletedAgeDays * daySeconds + 11 * 3600
    return {
      ...makeKey(name, outline, today),
      deletedDate,
      scheduledPurgeDate: deletedDate + retentionDays * daySeconds,
    }
  })
}
