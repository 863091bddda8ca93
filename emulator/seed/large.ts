import { builtInRoles } from '../roles.ts'
import { type Secret, type State, type Subscription, type Vault, type VaultObjects, vaultObjects } from '../state.ts'
import { assignment, roleDefinitions, secretRollbackOperator } from './access.ts'
import { largestVault } from './landmarks.ts'
import { makeSecret } from './make-secret.ts'
import { managementGroupId, managementGroups, rootManagementGroup } from './management-groups.ts'
import { directory, people, teams, tenant, workloads } from './people.ts'
import { guid, random } from './random.ts'
import { type SecretKind, secretKinds } from './secret-kinds.ts'
import { token } from './secret-values.ts'
import { withObjects } from './vault-objects.ts'

const vaultCount = 1_000
const subscriptionCount = 10
const secretCount = 100_000
const largestVaultSecretCount = 10_000

const regions = ['westeurope', 'northeurope', 'swedencentral', 'eastus2', 'australiaeast'] as const
const environments = ['production', 'staging', 'development'] as const

/** 1,000 vaults and 100,000 secrets. A vault costs a row until somebody looks into it. */
export function large(today: number): State {
  const subscriptions = Array.from({ length: subscriptionCount }, (_, index) => makeSubscription(index))
  const vaults = Array.from({ length: vaultCount }, (_, index) => makeVault(index, subscriptions, today))
  const root = managementGroupId(rootManagementGroup.name)
  return {
    ...directory(),
    managementGroups: structuredClone(managementGroups),
    subscriptions,
    resourceGroups: subscriptions.map(({ subscriptionId }) => ({
      subscriptionId,
      name: 'rg-vaults',
      location: 'westeurope',
      tags: {},
    })),
    roleDefinitions: roleDefinitions(builtInRoles),
    roleAssignments: [
      assignment([teams.securityAdministrators, 'Group', 'Key Vault Administrator', root], today),
      assignment([teams.securityAdministrators, 'Group', 'Reader', root], today),
      assignment([teams.auditors, 'Group', 'Reader', root], today),
      assignment([teams.auditors, 'Group', 'Key Vault Reader', root], today),
      assignment([teams.onCall, 'Group', secretRollbackOperator.roleName, root], today),
    ],
    managedHsms: new Map(),
    workspaces: [],
    diagnosticSettings: new Map(),
    vaults: new Map(vaults.map((vault) => [vault.name, vault])),
  }
}

function makeSubscription(index: number): Subscription {
  return {
    subscriptionId: guid(`subscription ${index} of the large seed`),
    displayName: `Meridian Division ${String(index + 1).padStart(2, '0')}`,
    state: 'Enabled',
    managementGroupName: index < 5 ? 'meridian-production' : 'meridian-nonproduction',
  }
}

function makeVault(index: number, subscriptions: Subscription[], today: number): Vault {
  const name = index === 0 ? largestVault : `kv-large-${String(index).padStart(4, '0')}`
  const chance = random(`vault ${name}`)
  const usesAccessPolicies = index % 10 === 9
  const everything = { keys: ['all'], secrets: ['all'], certificates: ['all'] }
  return withObjects(
    {
      name,
      // A full block of vaults to a subscription, as divisions grow, and not one each in turn.
      subscriptionId: subscriptions[Math.floor((index * subscriptionCount) / vaultCount)]?.subscriptionId ?? '',
      resourceGroup: 'rg-vaults',
      location: chance.pick(regions),
      tags: { environment: chance.pick(environments), costCenter: `CC-${chance.integer(4_000, 4_999)}` },
      sku: chance.chance(0.2) ? 'premium' : 'standard',
      enableRbacAuthorization: !usesAccessPolicies,
      softDeleteRetentionInDays: chance.pick([7, 30, 90] as const),
      enablePurgeProtection: chance.chance(0.8),
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      publicNetworkAccess: 'Enabled',
      networkAcls: null,
      privateEndpointConnections: [],
      accessPolicies: usesAccessPolicies
        ? [{ tenantId: tenant.tenantId, objectId: teams.securityAdministrators.objectId, permissions: everything }]
        : [],
      createdOn: today - chance.integer(1_000, 2_000) * 86_400,
      createdBy: chance.chance(0.1) ? people.ines.userPrincipalName : workloads.terraform.appId,
    },
    () => contents(name, secretCountOf(index), today),
  )
}

/** What is left beside the largest vault, spread evenly, the first ones taking the remainder. */
function secretCountOf(index: number): number {
  if (index === 0) return largestVaultSecretCount
  const others = vaultCount - 1
  const rest = secretCount - largestVaultSecretCount
  return Math.floor(rest / others) + (index <= rest % others ? 1 : 0)
}

function contents(vaultName: string, count: number, today: number): VaultObjects {
  const secrets = new Map<string, Secret>()
  for (let index = 0; index < count; index++) {
    const kind = secretKinds[index % secretKinds.length] ?? secretKinds[0]
    const name = `service-${String(index).padStart(5, '0')}-${kind.suffix}`
    secrets.set(name, largeSecret(vaultName, name, kind, today))
  }
  return vaultObjects({ secrets })
}

function largeSecret(vaultName: string, name: string, kind: SecretKind, today: number): Secret {
  const chance = random(`${vaultName}/${name}`)
  const newestAgeDays = chance.integer(1, 300)
  const expiresInDays = chance.integer(-60, 730)
  const versions = chance.chance(0.2) ? 2 : 1
  const outlines = Array.from({ length: versions }, (_, version) => ({
    ageDays: newestAgeDays + 90 * (versions - 1 - version),
    secondOfDay: chance.integer(0, 86_399),
    // One line for all kinds: what a vault of this size is for is its length.
    value: token(chance, 32),
    ...(kind.contentType !== undefined && { contentType: kind.contentType }),
    ...(expiresInDays < 600 && { expiresInDays }),
    tags: { rotation: '90d' },
  }))
  return makeSecret(vaultName, name, outlines, today)
}
