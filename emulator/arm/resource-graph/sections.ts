import { type State, vaultId } from '../../state.ts'
import { workspaceId } from '../../workspace-state.ts'
import {
  managementGroupId,
  managementGroupRow,
  resourceGroupRow,
  roleAssignmentId,
  roleAssignmentRow,
  roleDefinitionRow,
  subscriptionRow,
  vaultRow,
  workspaceRow,
} from './rows.ts'
import type { ResourceRow, TableName } from './tables.ts'

/** One row to be, and what somebody must be allowed to see it. */
export interface Entry {
  /** Unique over all tables. */
  key: string
  /** Where it is, as an ARM id. Undefined for what has no place: a built-in role. */
  scope: string | undefined
  /** What must be allowed there; `any`: any role at all, at it, above or below. */
  action: string
  row: () => ResourceRow
}

/** The rows of one kind, and what they are made from. */
interface Section {
  table: TableName
  /** Two that are alike, value by value, mean the same rows. Whoever changes an entry of a list replaces it or the list. */
  madeFrom: unknown[]
  entries: () => Entry[]
}

export const readActions = {
  vault: 'Microsoft.KeyVault/vaults/read',
  workspace: 'Microsoft.OperationalInsights/workspaces/read',
  resourceGroup: 'Microsoft.Resources/subscriptions/resourceGroups/read',
  managementGroup: 'Microsoft.Management/managementGroups/read',
  roleAssignment: 'Microsoft.Authorization/roleAssignments/read',
  roleDefinition: 'Microsoft.Authorization/roleDefinitions/read',
  anyRole: 'any',
}

/**
 * Everything that Resource Graph knows.
 * @param port by which the client came: an address in a row carries it
 */
export function sectionsOf(state: State, port: string): Section[] {
  return [
    { table: 'resources', madeFrom: [port, ...vaultParts(state)], entries: () => vaults(state, port) },
    { table: 'resources', madeFrom: listed(state.workspaces), entries: () => workspaces(state) },
    {
      table: 'resourcecontainers',
      madeFrom: [state.managementGroups, state.subscriptions, state.resourceGroups].flatMap(listed),
      entries: () => containers(state),
    },
    { table: 'authorizationresources', madeFrom: listed(state.roleAssignments), entries: () => assignments(state) },
    { table: 'authorizationresources', madeFrom: listed(state.roleDefinitions), entries: () => definitions(state) },
  ]
}

function listed(list: readonly unknown[]): unknown[] {
  return [list, ...list]
}

/** Every property but the contents, which are made on the first look at them; what is inside a property is looked at too. */
function vaultParts(state: State): unknown[] {
  const parts: unknown[] = [state.tenantId]
  for (const vault of state.vaults.values()) {
    parts.push(
      vault,
      vault.sku,
      vault.enableRbacAuthorization,
      vault.enablePurgeProtection,
      vault.enabledForDeployment,
      vault.enabledForDiskEncryption,
      vault.enabledForTemplateDeployment,
      vault.softDeleteRetentionInDays,
      vault.publicNetworkAccess,
    )
    for (const name in vault.tags) parts.push(name, vault.tags[name])
    for (const inside of [vault.networkAcls, vault.privateEndpointConnections, vault.accessPolicies]) {
      parts.push(inside)
      if (inside) parts.push(...Object.values(inside))
    }
  }
  return parts
}

function vaults(state: State, port: string): Entry[] {
  return [...state.vaults.values()].map((vault) => {
    const scope = vaultId(vault)
    return { key: scope.toLowerCase(), scope, action: readActions.vault, row: () => vaultRow(state, vault, port) }
  })
}

function workspaces(state: State): Entry[] {
  return state.workspaces.map((one) => {
    const scope = workspaceId(one)
    return { key: scope.toLowerCase(), scope, action: readActions.workspace, row: () => workspaceRow(state, one) }
  })
}

function containers(state: State): Entry[] {
  const entry = (scope: string, action: string, row: () => ResourceRow) => ({
    key: scope.toLowerCase(),
    scope,
    action,
    row,
  })
  return [
    ...state.managementGroups.map((one) =>
      entry(managementGroupId(one.name), readActions.managementGroup, () => managementGroupRow(state, one)),
    ),
    ...state.subscriptions.map((one) =>
      entry(`/subscriptions/${one.subscriptionId}`, readActions.anyRole, () => subscriptionRow(state, one)),
    ),
    ...state.resourceGroups.map((one) =>
      entry(`/subscriptions/${one.subscriptionId}/resourceGroups/${one.name}`, readActions.resourceGroup, () =>
        resourceGroupRow(state, one),
      ),
    ),
  ]
}

function assignments(state: State): Entry[] {
  return state.roleAssignments.map((one) => ({
    key: roleAssignmentId(one).toLowerCase(),
    scope: one.scope,
    action: readActions.roleAssignment,
    row: () => roleAssignmentRow(state, one),
  }))
}

function definitions(state: State): Entry[] {
  return state.roleDefinitions.map((one) => ({
    key: `role ${one.name.toLowerCase()}`,
    scope: undefined,
    action: readActions.roleDefinition,
    row: () => roleDefinitionRow(state, one),
  }))
}
