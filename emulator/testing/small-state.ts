import { builtInRoles, roleNamed } from '../roles.ts'
import { type RoleAssignment, type State, type Vault, vaultObjects } from '../state.ts'
import { type DiagnosticSetting, type Workspace, workspaceId } from '../workspace-state.ts'

/** A tenant of a few people and vaults, each for one rule of Azure's. */

const tenantId = '11111111-1111-4111-8111-111111111111'
const clientId = '22222222-2222-4222-8222-222222222222'
const mainSubscription = '33333333-3333-4333-8333-333333333333'
const otherSubscription = '44444444-4444-4444-8444-444444444444'

/** Object ids. Nobody has more than their name says; `nobody` has nothing. */
export const people = {
  administrator: 'aaaaaaaa-0000-4000-8000-000000000001',
  reader: 'aaaaaaaa-0000-4000-8000-000000000002',
  user: 'aaaaaaaa-0000-4000-8000-000000000003',
  oneSecretUser: 'aaaaaaaa-0000-4000-8000-000000000004',
  policyHolder: 'aaaaaaaa-0000-4000-8000-000000000005',
  nobody: 'aaaaaaaa-0000-4000-8000-000000000006',
  keyUser: 'aaaaaaaa-0000-4000-8000-000000000007',
  contributor: 'aaaaaaaa-0000-4000-8000-000000000008',
  auditor: 'aaaaaaaa-0000-4000-8000-000000000009',
} as const
export type Person = keyof typeof people

export const appId = clientId

function vault(name: string, differences: Partial<Vault> = {}): Vault {
  return {
    name,
    subscriptionId: mainSubscription,
    resourceGroup: 'rg-small',
    location: 'westeurope',
    tags: {},
    sku: 'standard',
    enableRbacAuthorization: true,
    softDeleteRetentionInDays: 7,
    enablePurgeProtection: false,
    enabledForDeployment: false,
    enabledForDiskEncryption: false,
    enabledForTemplateDeployment: false,
    publicNetworkAccess: 'Enabled',
    networkAcls: null,
    privateEndpointConnections: [],
    accessPolicies: [],
    createdOn: 1_700_000_000,
    createdBy: 'administrator@small.example',
    objects: vaultObjects(),
    ...differences,
  }
}

function policy(objectId: string, secrets: string[], applicationId?: string) {
  return {
    tenantId,
    objectId,
    permissions: { keys: [], secrets, certificates: [] },
    ...(applicationId && { applicationId }),
  }
}

function vaults(): Vault[] {
  const rules = { bypass: 'AzureServices', ipRules: ['198.51.100.0/24', '192.0.2.7'], virtualNetworkRules: [] } as const
  return [
    vault('kv-roles'),
    vault('kv-neighbour', { location: 'northeurope' }),
    vault('kv-overseas', { location: 'eastus' }),
    vault('kv-elsewhere', { subscriptionId: otherSubscription }),
    vault('kv-protected', { enablePurgeProtection: true, softDeleteRetentionInDays: 90 }),
    vault('kv-policies', {
      enableRbacAuthorization: null,
      accessPolicies: [
        policy(people.policyHolder, ['Get', 'list', 'set']),
        policy(people.reader, ['all'], '99999999-9999-4999-8999-999999999999'),
        policy(people.user, ['get'], clientId),
      ],
    }),
    vault('kv-walled', {
      networkAcls: { ...rules, ipRules: [...rules.ipRules], virtualNetworkRules: [], defaultAction: 'Deny' },
    }),
    vault('kv-closed', { publicNetworkAccess: 'Disabled' }),
    vault('kv-premium', { sku: 'premium' }),
  ]
}

function assign(person: Person, roleName: string, scope: string): RoleAssignment {
  return {
    name: `55555555-0000-4000-8000-${people[person].slice(-12)}`,
    scope,
    roleDefinitionName: roleNamed(roleName).name,
    principalId: people[person],
    principalType: 'User',
    createdOn: 1_700_000_000,
    createdBy: people.administrator,
  }
}

const group = `/subscriptions/${mainSubscription}/resourceGroups/rg-small`
export const rolesVaultId = `${group}/providers/Microsoft.KeyVault/vaults/kv-roles`

function managedHsm(): Vault {
  const roles = ['Managed HSM Crypto Officer', 'Managed HSM Crypto User'] as const
  return vault('hsm-small', {
    sku: 'premium',
    managedHsm: {
      roleAssignments: [
        ...roles.map((role) => ({ principalId: people.administrator, role, scope: '/' })),
        { principalId: people.keyUser, role: 'Managed HSM Crypto Auditor', scope: '/keys/shown' },
      ],
    },
  })
}

/** Their GUIDs end in 1 and 2. */
function workspace(name: 'log-small' | 'log-other', subscriptionId: string): Workspace {
  return {
    name,
    subscriptionId,
    resourceGroup: 'rg-small',
    location: 'westeurope',
    tags: {},
    customerId: customerIds[name],
    retentionInDays: 30,
    createdOn: 1_700_000_000,
  }
}

export const customerIds = {
  'log-small': '66666666-0000-4000-8000-000000000001',
  'log-other': '66666666-0000-4000-8000-000000000002',
}

const administrative = { category: 'Administrative', enabled: true }

function setting(workspaceName: keyof typeof customerIds, destination: 'Dedicated' | null): DiagnosticSetting {
  const subscriptionId = workspaceName === 'log-small' ? mainSubscription : otherSubscription
  return {
    name: `to-${workspaceName}`,
    workspaceId: workspaceId({ name: workspaceName, subscriptionId, resourceGroup: 'rg-small' }),
    logAnalyticsDestinationType: destination,
    logs: [{ categoryGroup: 'audit', enabled: true }],
    metrics: [{ category: 'AllMetrics', enabled: true }],
  }
}

export function smallState(): State {
  return {
    tenantId,
    tenantDisplayName: 'Small',
    application: {
      clientId,
      displayName: 'Strongroom',
      clientSecret: 'a-secret-of-tests-only',
      identifierUri: `api://${clientId}`,
      redirectUris: ['http://localhost/sign-in'],
    },
    accounts: Object.entries(people).map(([name, objectId]) => ({
      objectId,
      userPrincipalName: `${name.toLowerCase()}@small.example`,
      displayName: name,
      jobTitle: name,
      summary: name,
    })),
    groups: [],
    servicePrincipals: [],
    managementGroups: [{ name: 'mg-root', displayName: 'Root' }],
    subscriptions: [
      { subscriptionId: mainSubscription, displayName: 'Main', state: 'Enabled', managementGroupName: 'mg-root' },
      { subscriptionId: otherSubscription, displayName: 'Other', state: 'Enabled', managementGroupName: 'mg-root' },
    ],
    resourceGroups: [mainSubscription, otherSubscription].map((subscriptionId) => ({
      subscriptionId,
      name: 'rg-small',
      location: 'westeurope',
      tags: {},
    })),
    roleDefinitions: builtInRoles,
    roleAssignments: [
      assign('administrator', 'Key Vault Administrator', '/providers/Microsoft.Management/managementGroups/mg-root'),
      assign('reader', 'Key Vault Reader', `/subscriptions/${mainSubscription}`),
      assign('user', 'Key Vault Secrets User', rolesVaultId),
      assign('contributor', 'Contributor', `/subscriptions/${mainSubscription}`),
      assign('auditor', 'Log Analytics Reader', `/subscriptions/${mainSubscription}`),
      assign('keyUser', 'Key Vault Crypto User', rolesVaultId),
      assign('oneSecretUser', 'Key Vault Secrets User', `${rolesVaultId}/secrets/only-this`),
    ],
    workspaces: [workspace('log-small', mainSubscription), workspace('log-other', otherSubscription)],
    diagnosticSettings: new Map([
      [rolesVaultId.toLowerCase(), [setting('log-small', null), setting('log-other', 'Dedicated')]],
      [rolesVaultId.replace('kv-roles', 'kv-policies').toLowerCase(), [setting('log-small', 'Dedicated')]],
      [`/subscriptions/${mainSubscription}`, [{ ...setting('log-small', null), logs: [administrative] }]],
    ]),
    managedHsms: new Map([['hsm-small', managedHsm()]]),
    vaults: new Map(vaults().map((one) => [one.name, one])),
  }
}
