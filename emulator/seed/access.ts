import { roleNamed } from '../roles.ts'
import { type RoleAssignment, type RoleDefinition, vaultId } from '../state.ts'
import { deletedLandmarks, secretLandmarks, vaultLandmarks } from './landmarks.ts'
import { daySeconds } from './make-secret.ts'
import { managementGroupId, rootManagementGroup } from './management-groups.ts'
import { deletedPeople, people, subscriptionIds, teams, workloads } from './people.ts'
import { guid, random } from './random.ts'
import { vaultPlans } from './vault-plans.ts'

/** For on-call engineers: read, write and re-enable secrets, and nothing of Resource Manager. */
export const secretRollbackOperator: RoleDefinition = {
  name: guid('role Secret Rollback Operator'),
  roleName: 'Secret Rollback Operator',
  roleType: 'CustomRole',
  description: 'Read secrets and write new versions of them, to take back a bad one.',
  permissions: [
    {
      actions: [],
      notActions: [],
      dataActions: [
        'Microsoft.KeyVault/vaults/secrets/getSecret/action',
        'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
        'Microsoft.KeyVault/vaults/secrets/setSecret/action',
        'Microsoft.KeyVault/vaults/secrets/update/action',
      ],
      notDataActions: [],
    },
  ],
  assignableScopes: [managementGroupId('meridian')],
}

const custom = [secretRollbackOperator]

/** Production vaults on roles that on-call engineers may roll back in; one of them is closed to this network. */
const onCallVaults = [
  'kv-payments-prod-weu',
  'kv-payments-prod-neu',
  'kv-orders-prod-weu',
  'kv-shipping-prod-weu',
  'kv-notify-prod-weu',
  'kv-customs-prod-neu',
  'kv-ledger-prod-eus2',
  'kv-identity-prod-weu',
]

type Grant = [principal: { objectId: string }, type: RoleAssignment['principalType'], role: string, scope: string]

const root = managementGroupId(rootManagementGroup.name)
const subscription = (name: keyof typeof subscriptionIds) => `/subscriptions/${subscriptionIds[name]}`

/** @throws when no vault of the seed is called that */
export function vaultScope(name: string): string {
  const plan = vaultPlans.find((one) => one.name === name)
  if (!plan) throw new Error(`No vault of the seed is called ${name}`)
  return vaultId({ name, subscriptionId: subscriptionIds[plan.subscription], resourceGroup: plan.resourceGroup })
}

const vault = vaultScope
const resourceGroupOf = (vaultName: string) => vault(vaultName).split('/providers/')[0] ?? ''
const secret = (landmark: { vault: string; secret: string }) => `${vault(landmark.vault)}/secrets/${landmark.secret}`

const user = 'User'
const group = 'Group'
const service = 'ServicePrincipal'

const peoplesGrants: Grant[] = [
  [teams.securityAdministrators, group, 'Key Vault Administrator', root],
  [teams.securityAdministrators, group, 'Reader', root],
  [teams.securityAdministrators, group, 'Role Based Access Control Administrator', managementGroupId('meridian')],
  // They make and remove vaults where nothing is at stake; elsewhere pipelines do.
  [teams.securityAdministrators, group, 'Key Vault Contributor', subscription('development')],
  [teams.securityAdministrators, group, 'Key Vault Purge Operator', subscription('development')],
  // There they may switch logging on themselves; elsewhere they ask the platform's engineers.
  [teams.securityAdministrators, group, 'Log Analytics Contributor', subscription('development')],

  [people.tomas, user, 'Reader', subscription('production')],
  [people.tomas, user, 'Reader', subscription('test')],
  [people.tomas, user, 'Reader', subscription('development')],
  [teams.auditors, group, 'Key Vault Reader', managementGroupId('meridian')],
  [teams.auditors, group, 'Log Analytics Reader', managementGroupId('meridian')],

  ...onCallVaults.map((name): Grant => [teams.onCall, group, secretRollbackOperator.roleName, vault(name)]),

  [people.daniel, user, 'Reader', vault(vaultLandmarks.developer)],
  [people.daniel, user, 'Key Vault Secrets Officer', vault(vaultLandmarks.developer)],
  [people.daniel, user, 'Key Vault Secrets User', secret(secretLandmarks.developerObjectScope)],
]

const workloadGrants: Grant[] = [
  [workloads.paymentsApi, service, 'Key Vault Secrets User', vault('kv-payments-prod-weu')],
  [workloads.paymentsApi, service, 'Key Vault Secrets User', vault('kv-payments-prod-neu')],
  [workloads.settlementWorker, service, 'Key Vault Secrets User', vault('kv-payments-prod-weu')],
  [workloads.settlementWorker, service, 'Key Vault Crypto User', vault('kv-payments-prod-weu')],
  [workloads.cardGateway, service, 'Key Vault Secrets User', vault('kv-payments-prod-neu')],
  // Meant for certificates, and reads the value of every secret.
  [workloads.cardGateway, service, 'Key Vault Certificate User', vault('kv-payments-prod-weu')],
  [workloads.ordersApi, service, 'Key Vault Secrets User', vault('kv-orders-prod-weu')],
  [workloads.ordersWorker, service, 'Key Vault Secrets User', vault('kv-orders-prod-weu')],
  // One identity in two environments.
  [workloads.ordersWorker, service, 'Key Vault Secrets User', vault('kv-orders-stg-weu')],
  [workloads.shippingApi, service, 'Key Vault Secrets User', vault('kv-shipping-prod-weu')],
  [workloads.notifyWorker, service, 'Key Vault Secrets User', vault('kv-notify-prod-weu')],
  [workloads.customsFiling, service, 'Key Vault Secrets User', vault('kv-customs-prod-neu')],
  [workloads.customsFiling, service, 'Key Vault Certificates Officer', vault('kv-customs-prod-neu')],
  [workloads.ledgerSync, service, 'Key Vault Secrets User', vault('kv-ledger-prod-eus2')],
  [workloads.identityBroker, service, 'Key Vault Secrets User', vault('kv-identity-prod-weu')],
  [workloads.identityBroker, service, 'Key Vault Crypto Officer', vault('kv-identity-prod-weu')],
  [workloads.rotationFunction, service, 'Key Vault Secrets Officer', vault('kv-payments-prod-weu')],
  [workloads.rotationFunction, service, 'Key Vault Secrets Officer', vault('kv-orders-prod-weu')],
  [workloads.rotationFunction, service, 'Key Vault Secrets Officer', vault('kv-platform-prod-sdc')],
  // A narrow role made useless by a wide one.
  [workloads.rotationFunction, service, 'Key Vault Secrets User', vault('kv-shared-dev-weu')],
  [workloads.rotationFunction, service, 'Key Vault Administrator', vault('kv-shared-dev-weu')],
  [workloads.integrationRunner, service, 'Key Vault Secrets User', vault('kv-integration-test-weu')],
  [workloads.paymentsApiStaging, service, 'Key Vault Secrets User', vault('kv-payments-stg-weu')],
  [workloads.devPlayground, service, 'Key Vault Secrets Officer', vault('kv-payments-dev-weu')],
  [workloads.siemExporter, service, 'Reader', managementGroupId('meridian')],
  [workloads.terraform, service, 'Owner', managementGroupId('meridian-nonproduction')],
  [workloads.terraform, service, 'User Access Administrator', subscription('production')],
  [teams.platformEngineers, group, 'Key Vault Contributor', subscription('production')],
  [teams.deploymentIdentities, group, 'Key Vault Secrets User', subscription('test')],
  [workloads.deployPipeline, service, 'Key Vault Secrets User', vault('kv-payments-prod-weu')],
  [workloads.deployPipeline, service, 'Contributor', resourceGroupOf('kv-billing-prod-weu')],

  [workloads.tools, service, 'Key Vault Administrator', vault(vaultLandmarks.sandbox)],
  [workloads.tools, service, 'Contributor', resourceGroupOf(vaultLandmarks.sandbox)],
]

/** What deleted people and deleted secrets leave behind. */
const orphanedGrants: Grant[] = [
  [{ objectId: deletedPeople.formerContractor }, user, 'Key Vault Secrets Officer', vault('kv-integration-test-weu')],
  [workloads.deployPipeline, service, 'Key Vault Secrets User', secret(deletedLandmarks.orphanedGrant)],
]

export function roleDefinitions(builtIn: readonly RoleDefinition[]): RoleDefinition[] {
  return [...builtIn, ...custom].map((role) => structuredClone(role))
}

/** Who may do what by role, at every kind of scope. */
export function roleAssignments(today: number): RoleAssignment[] {
  return [...peoplesGrants, ...workloadGrants, ...orphanedGrants].map((grant) => assignment(grant, today))
}

export function assignment([principal, principalType, roleName, scope]: Grant, today: number): RoleAssignment {
  const key = `assignment ${principal.objectId} ${roleName} ${scope}`
  const role = custom.find((one) => one.roleName === roleName) ?? roleNamed(roleName)
  return {
    name: guid(key),
    scope,
    roleDefinitionName: role.name,
    principalId: principal.objectId,
    principalType,
    createdOn: today - random(key).integer(3, 900) * daySeconds + random(`second ${key}`).integer(7 * 3600, 18 * 3600),
    createdBy: principalType === service ? workloads.terraform.objectId : people.ines.objectId,
  }
}
