import * as z from 'zod/mini'
import { VaultCoverage } from './log-coverage.ts'
import { Principal } from './principal.ts'
import { Problem } from './problem.ts'

/** What of a vault was changed. */
export const changeKinds = ['configuration', 'role', 'policy', 'logging', 'object'] as const
export type ChangeKind = (typeof changeKinds)[number]

export const changeKindWords: Record<ChangeKind, string> = {
  configuration: 'Configuration',
  role: 'Role',
  policy: 'Access policy',
  logging: 'Logging',
  object: 'Object',
}

/** A change, or an attempt at one, as Key Vault's log or the Activity log tells it. */
export const AuditChange = z.object({
  /** Unix milliseconds. */
  timeMs: z.number(),
  kind: z.enum(changeKinds),
  /** Empty for what was changed above the vaults: a role on a resource group or a subscription. */
  vaultName: z.string(),
  /** ARM id in lower case of what was changed, or of what a role or a setting was changed for. */
  scope: z.string(),
  /** As Azure names it: `SecretSet`, or `Microsoft.Authorization/roleAssignments/write`. */
  operation: z.string(),
  /** As `secrets/db-password`; empty where no object was changed. */
  object: z.string(),
  version: z.string(),
  isDone: z.boolean(),
  /** Azure's word for what came of it. */
  result: z.string(),
  /** The firewall's default after a change of the vault: `Allow` lets every network in. Empty where the log says nothing. */
  network: z.string(),
  address: z.string(),
  client: z.string(),
  callerId: z.string(),
  applicationId: z.string(),
  callerName: z.string(),
  identityResource: z.string(),
  correlationId: z.string(),
  table: z.enum(['AzureDiagnostics', 'AZKVAuditLogs', 'AzureActivity']),
})
export type AuditChange = z.infer<typeof AuditChange>

export const AuditChanges = z.object({
  changes: z.array(AuditChange),
  coverage: z.array(VaultCoverage),
  queries: z.array(z.object({ workspaceName: z.string(), text: z.string() })),
  principals: z.array(Principal),
  problems: z.array(Problem),
})
export type AuditChanges = z.infer<typeof AuditChanges>

/** As Resource Manager writes them; the Activity log has them in capitals. */
const actions = [
  'Microsoft.KeyVault/vaults/write',
  'Microsoft.KeyVault/vaults/delete',
  'Microsoft.KeyVault/vaults/accessPolicies/write',
  'Microsoft.KeyVault/vaults/privateEndpointConnections/write',
  'Microsoft.KeyVault/vaults/privateEndpointConnections/delete',
  'Microsoft.KeyVault/locations/deletedVaults/purge/action',
  'Microsoft.Authorization/roleAssignments/write',
  'Microsoft.Authorization/roleAssignments/delete',
  'Microsoft.Authorization/roleDefinitions/write',
  'Microsoft.Authorization/roleDefinitions/delete',
  'Microsoft.Insights/diagnosticSettings/write',
  'Microsoft.Insights/diagnosticSettings/delete',
]
const written = new Map(actions.map((action) => [action.toLowerCase(), action]))

/** The name of an operation as people know it. */
export const operationAsWritten = (operation: string) => written.get(operation.toLowerCase()) ?? operation

export function changeKindOf(operation: string): ChangeKind {
  const name = operation.toLowerCase()
  if (name.startsWith('microsoft.authorization/')) return 'role'
  if (name.startsWith('microsoft.insights/')) return 'logging'
  if (name.includes('accesspolic')) return 'policy'
  return name.startsWith('vault') || name.startsWith('microsoft.') ? 'configuration' : 'object'
}

/** The two logs are not written at the same moment. */
const apartMs = 10_000

/**
 * Changes of a vault are in Key Vault's log and in the Activity log: told once, by the former, which says the settings
 * and the client. Rows that two workspaces have are told once too. The newest first.
 */
export function withoutTwins(changes: readonly AuditChange[]): AuditChange[] {
  const told = new Map<string, AuditChange[]>()
  const sorted = changes.toSorted(
    (left, right) =>
      Number(left.table === 'AzureActivity') - Number(right.table === 'AzureActivity') || right.timeMs - left.timeMs,
  )
  const kept = sorted.filter((change) => {
    const key = `${change.vaultName} ${change.callerId} ${change.kind}`
    const others = told.get(key) ?? []
    if (others.some((other) => isTwin(other, change))) return false
    told.set(key, [...others, change])
    return true
  })
  return kept.sort((left, right) => right.timeMs - left.timeMs)
}

function isTwin(told: AuditChange, change: AuditChange): boolean {
  if (told.table === change.table) {
    return (
      told.timeMs === change.timeMs &&
      told.correlationId === change.correlationId &&
      told.operation === change.operation &&
      told.object === change.object &&
      told.scope === change.scope
    )
  }
  const isVaultItself = change.kind === 'configuration' || change.kind === 'policy'
  if (change.table !== 'AzureActivity' || !isVaultItself) return false
  return told.correlationId === change.correlationId || Math.abs(told.timeMs - change.timeMs) <= apartMs
}
