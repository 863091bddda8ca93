import type {
  ManagementGroup,
  ResourceGroup,
  RoleAssignment,
  RoleDefinition,
  State,
  Subscription,
  Vault,
} from '../../state.ts'
import { type Workspace, workspaceId } from '../../workspace-state.ts'
import { vaultResource } from '../vault-resource.ts'
import type { ResourceRow } from './tables.ts'

/** Resource Graph folds the case of type and group, and keeps that of id and name. */

export function vaultRow(state: State, vault: Vault, port: string): ResourceRow {
  const { id, name, type, location, tags, properties } = vaultResource(state, vault, port)
  return {
    id,
    name,
    type: type.toLowerCase(),
    tenantId: state.tenantId,
    location,
    resourceGroup: vault.resourceGroup.toLowerCase(),
    subscriptionId: vault.subscriptionId,
    properties,
    tags,
  }
}

export function workspaceRow(state: State, workspace: Workspace): ResourceRow {
  return {
    id: workspaceId(workspace),
    name: workspace.name,
    type: 'microsoft.operationalinsights/workspaces',
    tenantId: state.tenantId,
    location: workspace.location,
    resourceGroup: workspace.resourceGroup.toLowerCase(),
    subscriptionId: workspace.subscriptionId,
    properties: {
      customerId: workspace.customerId,
      provisioningState: 'Succeeded',
      sku: { name: 'PerGB2018' },
      retentionInDays: workspace.retentionInDays,
      createdDate: isoTime(workspace.createdOn),
      publicNetworkAccessForIngestion: 'Enabled',
      publicNetworkAccessForQuery: 'Enabled',
    },
    tags: workspace.tags,
  }
}

export function subscriptionRow(
  state: State,
  { subscriptionId, displayName, ...subscription }: Subscription,
): ResourceRow {
  return {
    id: `/subscriptions/${subscriptionId}`,
    name: displayName,
    type: 'microsoft.resources/subscriptions',
    tenantId: state.tenantId,
    subscriptionId,
    properties: {
      managedByTenants: [],
      managementGroupAncestorsChain: ancestors(state, subscription.managementGroupName),
      state: subscription.state,
      subscriptionPolicies: {
        locationPlacementId: 'Public_2014-09-01',
        quotaId: 'EnterpriseAgreement_2014-09-01',
        spendingLimit: 'Off',
      },
    },
  }
}

export function resourceGroupRow(state: State, { subscriptionId, name, location, tags }: ResourceGroup): ResourceRow {
  return {
    id: `/subscriptions/${subscriptionId}/resourceGroups/${name}`,
    name,
    type: 'microsoft.resources/subscriptions/resourcegroups',
    tenantId: state.tenantId,
    location,
    resourceGroup: name.toLowerCase(),
    subscriptionId,
    properties: { provisioningState: 'Succeeded' },
    tags,
  }
}

export function managementGroupId(name: string): string {
  return `/providers/Microsoft.Management/managementGroups/${name}`
}

export function managementGroupRow(state: State, { name, displayName, parentName }: ManagementGroup): ResourceRow {
  const chain = parentName ? ancestors(state, parentName) : []
  return {
    id: managementGroupId(name),
    name,
    type: 'microsoft.management/managementgroups',
    tenantId: state.tenantId,
    properties: {
      tenantId: state.tenantId,
      displayName,
      details: {
        ...(chain[0] && { parent: { id: managementGroupId(chain[0].name), ...chain[0] } }),
        managementGroupAncestors: chain.map((one) => one.name),
        managementGroupAncestorsChain: chain,
      },
    },
  }
}

/** The group and those above it, the nearest first. */
function ancestors(state: State, name: string): { name: string; displayName: string }[] {
  const chain: { name: string; displayName: string }[] = []
  for (let next: string | undefined = name; next && chain.every((one) => one.name !== next); ) {
    const found = state.managementGroups.find((one) => one.name === next)
    chain.push({ name: next, displayName: found?.displayName ?? next })
    next = found?.parentName
  }
  return chain
}

/** Resource Graph names a definition from the root, wherever it is assigned. */
function roleDefinitionId(name: string): string {
  return `/providers/Microsoft.Authorization/RoleDefinitions/${name}`
}

export function roleAssignmentId({ scope, name }: RoleAssignment): string {
  return `${scope === '/' ? '' : scope}/providers/Microsoft.Authorization/roleAssignments/${name}`
}

export function roleAssignmentRow(state: State, assignment: RoleAssignment): ResourceRow {
  const { scope, principalId, principalType, createdBy } = assignment
  const [, subscriptions, subscriptionId = ''] = scope.toLowerCase().split('/')
  const createdOn = isoTime(assignment.createdOn)
  return {
    id: roleAssignmentId(assignment),
    name: assignment.name,
    type: 'microsoft.authorization/roleassignments',
    tenantId: state.tenantId,
    location: 'global',
    subscriptionId: subscriptions === 'subscriptions' ? subscriptionId : '',
    properties: {
      roleDefinitionId: roleDefinitionId(assignment.roleDefinitionName),
      principalId,
      principalType,
      scope,
      condition: assignment.condition ?? null,
      conditionVersion: assignment.condition === undefined ? null : '2.0',
      description: assignment.description ?? null,
      createdOn,
      updatedOn: createdOn,
      createdBy,
      updatedBy: createdBy,
    },
  }
}

export function roleDefinitionRow(state: State, definition: RoleDefinition): ResourceRow {
  const { name, roleName, roleType, description, permissions, assignableScopes } = definition
  return {
    id: roleDefinitionId(name),
    name,
    type: 'microsoft.authorization/roledefinitions',
    tenantId: state.tenantId,
    properties: { roleName, type: roleType, description, assignableScopes, permissions, isServiceRole: false },
  }
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString()
}
