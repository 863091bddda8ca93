import { vaultId } from '../state.ts'
import { type DiagnosticSetting, type Workspace, workspaceId } from '../workspace-state.ts'
import { daySeconds } from './make-secret.ts'
import { managedHsms } from './managed-hsms.ts'
import { subscriptionIds } from './people.ts'
import { guid } from './random.ts'
import { vaultPlans } from './vault-plans.ts'

/** Meridian's workspaces: one for who runs services, one for the security team, one for all that is not production. */
const workspaceOutlines = {
  operations: { name: 'log-meridian-operations', subscription: 'production', resourceGroup: 'rg-monitoring-prod-weu' },
  security: { name: 'log-meridian-security', subscription: 'production', resourceGroup: 'rg-monitoring-prod-weu' },
  nonproduction: { name: 'log-meridian-nonprod', subscription: 'test', resourceGroup: 'rg-monitoring-nonprod-weu' },
  /** In the group that `sandbox-tools` may do anything in. */
  sandbox: { name: 'log-sandbox-dev', subscription: 'development', resourceGroup: 'rg-sandbox-dev' },
} as const

type WorkspaceKey = keyof typeof workspaceOutlines

const table = (workspace: WorkspaceKey) => ({ workspace, destination: null }) as const
const ownTable = (workspace: WorkspaceKey) => ({ workspace, destination: 'Dedicated' }) as const
/** A setting that exists, and logs no call. */
const metricsOnly = (workspace: WorkspaceKey) => ({ workspace, destination: null, isMetricsOnly: true }) as const
const elsewhere = { storage: 'stmeridianarchive' } as const

type Outline = ReturnType<typeof table | typeof ownTable | typeof metricsOnly> | typeof elsewhere

/**
 * Which vault logs where. One that is not here has no setting: nobody knows who read it. Azure does not let two settings of
 * one vault send the same into the same workspace, so a vault that fills both kinds of table does so in two.
 */
const vaultSettings: Record<string, Outline[]> = {
  'kv-payments-prod-weu': [table('operations'), ownTable('security')],
  'kv-payments-prod-neu': [ownTable('security')],
  'kv-orders-prod-weu': [table('operations')],
  'kv-shipping-prod-weu': [table('operations')],
  'kv-notify-prod-weu': [ownTable('operations')],
  'kv-customs-prod-neu': [table('operations')],
  'kv-ledger-prod-eus2': [ownTable('security')],
  'kv-identity-prod-weu': [table('operations'), ownTable('security')],
  'kv-platform-prod-sdc': [ownTable('operations')],
  'kv-partners-prod-weu': [table('operations')],
  'kv-billing-prod-weu': [table('operations')],
  'kv-warehouse-prod-sdc': [metricsOnly('operations')],
  'kv-treasury-prod-weu': [ownTable('security')],
  'kv-payments-stg-weu': [ownTable('nonproduction')],
  'kv-orders-stg-weu': [table('nonproduction')],
  'kv-shipping-test-neu': [table('nonproduction')],
  'kv-integration-test-weu': [ownTable('nonproduction'), elsewhere],
  'kv-payments-dev-weu': [table('nonproduction')],
  'kv-orders-dev-weu': [ownTable('nonproduction')],
  'kv-experiments-dev-sdc': [elsewhere],
  'kv-sandbox-dev': [table('sandbox'), ownTable('nonproduction')],
}

export function workspaces(today: number): Workspace[] {
  return Object.values(workspaceOutlines).map(({ name, subscription, resourceGroup }) => ({
    name,
    subscriptionId: subscriptionIds[subscription],
    resourceGroup,
    location: 'westeurope',
    tags: { owner: 'platform-team@meridian.example' },
    customerId: guid(`workspace ${name}`),
    retentionInDays: 90,
    createdOn: today - 1_100 * daySeconds,
  }))
}

type Entry = [resourceId: string, settings: DiagnosticSetting[]]

/** By the id of the vault, the Managed HSM or the subscription that logs. */
export function diagnosticSettings(today: number): Map<string, DiagnosticSetting[]> {
  const ids = new Map(
    vaultPlans.map(({ name, subscription, resourceGroup }) => [
      name,
      vaultId({ name, subscriptionId: subscriptionIds[subscription], resourceGroup }),
    ]),
  )
  const vaults = Object.entries(vaultSettings).map(
    ([name, outlines]): Entry => [ids.get(name) ?? '', outlines.map(setting)],
  )
  const pools = [...managedHsms(today).values()].map((pool): Entry => {
    const workspace = pool.name === 'hsm-sandbox-dev' ? 'sandbox' : 'security'
    return [vaultId(pool), [setting(ownTable(workspace))]]
  })
  const activity = [
    [subscriptionIds.production, 'operations'],
    [subscriptionIds.test, 'nonproduction'],
    [subscriptionIds.development, 'nonproduction'],
  ] as const
  const subscriptions = activity.map(([id, workspace]): Entry => [`/subscriptions/${id}`, [activitySetting(workspace)]])
  return new Map([...vaults, ...pools, ...subscriptions].map(([id, settings]) => [id.toLowerCase(), settings]))
}

function setting(outline: Outline): DiagnosticSetting {
  if ('storage' in outline) {
    return {
      name: 'archive',
      storageAccountId: `/subscriptions/${subscriptionIds.production}/resourceGroups/rg-monitoring-prod-weu/providers/Microsoft.Storage/storageAccounts/${outline.storage}`,
      logAnalyticsDestinationType: null,
      logs: [{ category: 'AuditEvent', enabled: true }],
      metrics: [],
    }
  }
  return {
    name: `to-${outline.workspace}`,
    workspaceId: idOf(outline.workspace),
    logAnalyticsDestinationType: outline.destination,
    logs: [
      { category: 'AuditEvent', enabled: !('isMetricsOnly' in outline) },
      { category: 'AzurePolicyEvaluationDetails', enabled: outline.destination === 'Dedicated' },
    ],
    metrics: [{ category: 'AllMetrics', enabled: true }],
  }
}

function activitySetting(workspace: WorkspaceKey): DiagnosticSetting {
  const categories = ['Administrative', 'Security', 'Policy']
  return {
    name: `activity-to-${workspace}`,
    workspaceId: idOf(workspace),
    logAnalyticsDestinationType: null,
    logs: categories.map((category) => ({ category, enabled: true })),
    metrics: [],
  }
}

function idOf(workspace: WorkspaceKey): string {
  const { name, subscription, resourceGroup } = workspaceOutlines[workspace]
  return workspaceId({ name, subscriptionId: subscriptionIds[subscription], resourceGroup })
}
