import type { Business } from './services.ts'

/** One vault of Meridian in a person's words. estate.ts turns it into what Resource Manager would tell. */
export interface VaultPlan {
  name: string
  subscription: 'production' | 'test' | 'development'
  resourceGroup: string
  location: string
  /** Whose services keep their secrets here: decides their names. */
  business: Business
  secretCount: number
  /** unset: created before the property existed, so access policies decide. */
  model: 'rbac' | 'accessPolicy' | 'unset'
  sku: 'standard' | 'premium'
  retentionDays: number
  hasPurgeProtection: boolean
  /** open: never restricted · selected: denies all but listed networks · private: endpoints alone. */
  network: 'open' | 'selected' | 'private'
  ageDays: number
  tags: Record<string, string>
  /** The three flags that let Azure itself fetch secrets from the vault. */
  isOpenToDeployments: boolean
}

interface Outline extends Partial<Omit<VaultPlan, 'tags'>> {
  name: string
  business: Business
  secretCount: number
  ageDays: number
  team: string
  costCenter: string
  dataClass: 'public' | 'internal' | 'confidential' | 'restricted'
}

const locations: Record<string, string> = {
  weu: 'westeurope',
  neu: 'northeurope',
  sdc: 'swedencentral',
  eus2: 'eastus2',
}

/** `kv-payments-prod-weu` lies in `rg-payments-prod-weu`, in the region that its name ends with. */
function plan(
  defaults: Pick<VaultPlan, 'subscription' | 'retentionDays' | 'hasPurgeProtection'>,
  outline: Outline,
): VaultPlan {
  const { team, costCenter, dataClass, ...rest } = outline
  const environment = outline.name.includes('-stg') ? 'staging' : defaults.subscription
  return {
    ...defaults,
    resourceGroup: outline.name.replace('kv-', 'rg-'),
    location: locations[outline.name.split('-').at(-1) ?? ''] ?? 'westeurope',
    model: 'rbac',
    sku: 'standard',
    network: 'open',
    isOpenToDeployments: false,
    tags: { environment, owner: `${team}@meridian.example`, costCenter, dataClass },
    ...rest,
  }
}

const production = (outline: Outline) =>
  plan({ subscription: 'production', retentionDays: 90, hasPurgeProtection: true }, outline)
const test = (outline: Outline) => plan({ subscription: 'test', retentionDays: 30, hasPurgeProtection: true }, outline)
const development = (outline: Outline) =>
  plan({ subscription: 'development', retentionDays: 7, hasPurgeProtection: false }, outline)

// biome-ignore format: a table reads best with a row to a line
export const vaultPlans: VaultPlan[] = [
  production({ name: 'kv-payments-prod-weu', business: 'payments', secretCount: 140, ageDays: 1930, sku: 'premium', team: 'payments-team', costCenter: 'CC-4100', dataClass: 'restricted' }),
  production({ name: 'kv-payments-prod-neu', business: 'payments', secretCount: 96, ageDays: 1928, sku: 'premium', team: 'payments-team', costCenter: 'CC-4100', dataClass: 'restricted' }),
  production({ name: 'kv-orders-prod-weu', business: 'orders', secretCount: 88, ageDays: 1790, team: 'orders-team', costCenter: 'CC-4200', dataClass: 'confidential' }),
  production({ name: 'kv-shipping-prod-weu', business: 'shipping', secretCount: 75, ageDays: 1620, team: 'shipping-team', costCenter: 'CC-4300', dataClass: 'confidential' }),
  production({ name: 'kv-notify-prod-weu', business: 'notify', secretCount: 50, ageDays: 1180, team: 'platform-team', costCenter: 'CC-4900', dataClass: 'internal' }),
  production({ name: 'kv-customs-prod-neu', business: 'customs', secretCount: 46, ageDays: 1160, team: 'customs-team', costCenter: 'CC-4400', dataClass: 'confidential' }),
  production({ name: 'kv-ledger-prod-eus2', business: 'ledger', secretCount: 62, ageDays: 1240, sku: 'premium', team: 'ledger-team', costCenter: 'CC-4110', dataClass: 'restricted' }),
  production({ name: 'kv-identity-prod-weu', business: 'identity', secretCount: 58, ageDays: 1850, sku: 'premium', network: 'selected', team: 'security-team', costCenter: 'CC-5000', dataClass: 'restricted' }),
  production({ name: 'kv-platform-prod-sdc', business: 'platform', secretCount: 64, ageDays: 1110, sku: 'premium', network: 'private', team: 'platform-team', costCenter: 'CC-4900', dataClass: 'restricted' }),
  production({ name: 'kv-partners-prod-weu', business: 'partners', secretCount: 72, ageDays: 2100, model: 'accessPolicy', team: 'partners-team', costCenter: 'CC-4500', dataClass: 'confidential' }),
  production({ name: 'kv-billing-prod-weu', business: 'billing', secretCount: 54, ageDays: 2900, model: 'unset', hasPurgeProtection: false, isOpenToDeployments: true, team: 'billing-team', costCenter: 'CC-4120', dataClass: 'confidential' }),
  production({ name: 'kv-warehouse-prod-sdc', business: 'warehouse', secretCount: 47, ageDays: 1540, model: 'accessPolicy', team: 'warehouse-team', costCenter: 'CC-4310', dataClass: 'internal' }),
  production({ name: 'kv-treasury-prod-weu', business: 'treasury', secretCount: 25, ageDays: 1650, model: 'accessPolicy', sku: 'premium', team: 'treasury', costCenter: 'CC-4130', dataClass: 'restricted' }),
  {
    ...production({ name: 'MeridianVault01', business: 'billing', secretCount: 31, ageDays: 3650, model: 'unset', hasPurgeProtection: false, isOpenToDeployments: true, resourceGroup: 'Default-Web-WestEurope', team: 'nobody', costCenter: '', dataClass: 'internal' }),
    tags: { Env: 'PROD??', Owner: 'Bernd (left 2019)', 'created by': 'ARM template v1 – do not delete!', 'cost center': '', TODO: 'migrate → kv-billing-prod-weu' },
  },

  test({ name: 'kv-payments-stg-weu', business: 'payments', secretCount: 70, ageDays: 1710, team: 'payments-team', costCenter: 'CC-4100', dataClass: 'internal' }),
  test({ name: 'kv-orders-stg-weu', business: 'orders', secretCount: 52, ageDays: 1690, team: 'orders-team', costCenter: 'CC-4200', dataClass: 'internal' }),
  test({ name: 'kv-shipping-test-neu', business: 'shipping', secretCount: 36, ageDays: 1580, model: 'accessPolicy', team: 'shipping-team', costCenter: 'CC-4300', dataClass: 'internal' }),
  test({ name: 'kv-integration-test-weu', business: 'platform', secretCount: 40, ageDays: 840, network: 'selected', team: 'platform-team', costCenter: 'CC-4900', dataClass: 'internal' }),
  test({ name: 'kv-loadtest-test-eus2', business: 'platform', secretCount: 0, ageDays: 64, retentionDays: 7, hasPurgeProtection: false, team: 'platform-team', costCenter: 'CC-4900', dataClass: 'public' }),

  development({ name: 'kv-payments-dev-weu', business: 'payments', secretCount: 38, ageDays: 1650, team: 'payments-team', costCenter: 'CC-4100', dataClass: 'internal' }),
  development({ name: 'kv-orders-dev-weu', business: 'orders', secretCount: 26, ageDays: 1640, team: 'daniel.okafor', costCenter: 'CC-4200', dataClass: 'internal' }),
  development({ name: 'kv-shared-dev-weu', business: 'platform', secretCount: 12, ageDays: 900, team: 'platform-team', costCenter: 'CC-4900', dataClass: 'internal' }),
  development({ name: 'kv-experiments-dev-sdc', business: 'notify', secretCount: 9, ageDays: 420, model: 'accessPolicy', team: 'daniel.okafor', costCenter: 'CC-4900', dataClass: 'public' }),
  development({ name: 'kv-sandbox-dev', business: 'platform', secretCount: 3, sku: 'premium', ageDays: 410, team: 'platform-team', costCenter: 'CC-4900', dataClass: 'public' }),
]
