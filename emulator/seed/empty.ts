import { builtInRoles } from '../roles.ts'
import { type State, vaultObjects } from '../state.ts'
import { assignment, roleDefinitions } from './access.ts'
import { emptyVault } from './landmarks.ts'
import { daySeconds } from './make-secret.ts'
import { managementGroupId, rootManagementGroup } from './management-groups.ts'
import { directory, people, teams } from './people.ts'
import { guid } from './random.ts'

/** A tenant on its first day: one vault, nothing in it, one administrator. */
export function empty(today: number): State {
  const subscriptionId = guid('subscription of the empty seed')
  const root = managementGroupId(rootManagementGroup.name)
  const group = { subscriptionId, name: 'rg-first-steps', location: 'westeurope', tags: {} }
  return {
    ...directory(),
    managementGroups: [{ ...rootManagementGroup }],
    subscriptions: [
      { subscriptionId, displayName: 'Meridian', state: 'Enabled', managementGroupName: rootManagementGroup.name },
    ],
    resourceGroups: [group],
    roleDefinitions: roleDefinitions(builtInRoles),
    roleAssignments: ['Key Vault Administrator', 'Reader'].map((role) =>
      assignment([teams.securityAdministrators, 'Group', role, root], today),
    ),
    managedHsms: new Map(),
    // There for a diagnostic setting that points at it; the vault has none yet.
    workspaces: [
      {
        name: 'log-first-steps',
        subscriptionId,
        resourceGroup: group.name,
        location: group.location,
        tags: {},
        customerId: guid('workspace of the empty seed'),
        retentionInDays: 30,
        createdOn: today - daySeconds + 9 * 3600,
      },
    ],
    diagnosticSettings: new Map(),
    vaults: new Map([
      [
        emptyVault,
        {
          name: emptyVault,
          subscriptionId,
          resourceGroup: group.name,
          location: group.location,
          tags: {},
          sku: 'standard',
          enableRbacAuthorization: true,
          softDeleteRetentionInDays: 90,
          enablePurgeProtection: true,
          enabledForDeployment: false,
          enabledForDiskEncryption: false,
          enabledForTemplateDeployment: false,
          publicNetworkAccess: 'Enabled',
          networkAcls: null,
          privateEndpointConnections: [],
          accessPolicies: [],
          createdOn: today - daySeconds + 9 * 3600,
          createdBy: people.ines.userPrincipalName,
          objects: vaultObjects(),
        },
      ],
    ]),
  }
}
