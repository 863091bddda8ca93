import type { DeletedSecret } from '../state.ts'
import { deletedLandmarks } from './landmarks.ts'
import { daySeconds, makeSecret } from './make-secret.ts'
import { random } from './random.ts'
import { token } from './secret-values.ts'
import type { VaultPlan } from './vault-plans.ts'

/** Names by vault; the vault's retention says how long each is kept. */
const deleted: Record<string, readonly string[]> = {
  'kv-payments-prod-weu': [
    deletedLandmarks.purgeProtected.secret,
    deletedLandmarks.orphanedGrant.secret,
    'card-gateway-acquirer-pin',
    'checkout-web-ab-test-key',
    'settlement-worker-ftp-password',
  ],
  'kv-payments-prod-neu': ['payments-api-failover-token', 'fx-rates-old-feed-key'],
  'kv-orders-prod-weu': ['pricing-engine-beta-key', 'basket-web-session-secret'],
  'kv-shipping-prod-weu': ['carrier-hub-retired-carrier-key', 'label-printer-test-token'],
  'kv-ledger-prod-eus2': ['close-assistant-trial-key'],
  'kv-partners-prod-weu': ['edi-gateway-departed-partner', 'marketplace-sync-pilot-token'],
  'kv-billing-prod-weu': ['dunning-job-smtp-password', 'invoice-printer-license-2019'],
  'kv-payments-stg-weu': ['refunds-api-spike-key', 'payments-api-chaos-token'],
  'kv-orders-stg-weu': ['orders-api-migration-password'],
  'kv-integration-test-weu': ['build-agents-nightly-token'],
  'kv-payments-dev-weu': ['payments-api-local-key', 'card-gateway-mock-pin'],
  'kv-orders-dev-weu': [
    deletedLandmarks.purgeable.secret,
    deletedLandmarks.purgedTomorrow.secret,
    'orders-api-scratch-password',
  ],
}

/** The vault's soft-deleted secrets: deleted before today, purged after today. */
export function deletedSecrets(plan: VaultPlan, today: number): DeletedSecret[] {
  return (deleted[plan.name] ?? []).map((name) => {
    const chance = random(`deleted ${plan.name}/${name}`)
    const isPurgedTomorrow = name === deletedLandmarks.purgedTomorrow.secret
    const deletedAgeDays = isPurgedTomorrow ? plan.retentionDays - 1 : chance.integer(1, plan.retentionDays - 2)
    const oldestAgeDays = deletedAgeDays + chance.integer(30, 200)
    const versions = Array.from({ length: chance.integer(1, 4) }, (_, version) => ({
      ageDays: oldestAgeDays - version * 7,
      value: token(random(`value ${plan.name}/${name}/${version}`), 36),
      contentType: 'text/plain',
      tags: { owner: plan.tags.owner ?? '', reason: 'retired' },
    }))
    const deletedDate = today - deletedAgeDays * daySeconds + chance.integer(7 * 3600, 19 * 3600)
    const scheduledPurgeDate = deletedDate + plan.retentionDays * daySeconds
    return { ...makeSecret(plan.name, name, versions, today), deletedDate, scheduledPurgeDate }
  })
}
