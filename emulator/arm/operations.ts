import type { Emulator } from '../emulator.ts'
import type { Caller } from '../entra/access-token.ts'
import { updateAccessPolicies } from './access-policies.ts'
import { type ApiVersions, apiVersions } from './api-versions.ts'
import { authorizationOperations } from './authorization-operations.ts'
import { getDeletedVault, listDeletedVaults, purgeDeletedVault } from './deleted-vaults.ts'
import { monitorOperations } from './monitor-operations.ts'
import { listPermissions } from './permissions.ts'
import { queryResources } from './resource-graph/query-resources.ts'
import { getResourceGroup, listResourceGroups } from './resource-groups.ts'
import { getSubscription, listSubscriptions, listTenants } from './subscriptions.ts'
import {
  deleteEndpointConnection,
  getEndpointConnection,
  listEndpointConnections,
  listPrivateLinkResources,
  putEndpointConnection,
} from './vault-network.ts'
import { checkVaultName, deleteVault, patchVault, putVault } from './vault-writes.ts'
import { getVault, listVaultResources, listVaults, listVaultsByResourceGroup } from './vaults.ts'

/** One call of Resource Manager, authenticated and with its path taken apart. */
export interface ArmCall {
  emulator: Emulator
  caller: Caller
  /** By the names in the operation's path. Values keep the case they came in. */
  params: Record<string, string>
  url: URL
  body: unknown
}

export interface ArmReply {
  /** 200 when absent. */
  status?: 200 | 201 | 202 | 204
  /** null for an answer without one. */
  body?: unknown
  /** A body that is written out already, in place of one that is to be. */
  text?: string
  headers?: Record<string, string>
  /** The vault the call was about, for its audit row. */
  vaultName?: string
}

export interface Operation {
  /** What `/_emulator/calls` counts it under. Key Vault's own names where Key Vault logs it. */
  name: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `{name}` stands for one segment, `{+name}` for any number of them. Resource Manager compares the rest without case. */
  path: string
  apiVersions: ApiVersions
  /** What a change is called in roles and in the Activity log. Reads leave no trace there and have none. */
  action?: string
  /** Absent: the emulator knows the operation and cannot do it yet. */
  handler?: (call: ArmCall) => ArmReply | Promise<ArmReply>
}

const subscription = '/subscriptions/{subscriptionId}'
const group = `${subscription}/resourceGroups/{resourceGroupName}`
const vault = `${group}/providers/Microsoft.KeyVault/vaults/{vaultName}`
const deletedVault = `${subscription}/providers/Microsoft.KeyVault/locations/{location}/deletedVaults/{vaultName}`
const permissions = '/providers/Microsoft.Authorization/permissions'

const operations: Operation[] = [
  {
    name: 'SubscriptionList',
    method: 'GET',
    path: '/subscriptions',
    apiVersions: apiVersions.resources,
    handler: listSubscriptions,
  },
  {
    name: 'SubscriptionGet',
    method: 'GET',
    path: subscription,
    apiVersions: apiVersions.resources,
    handler: getSubscription,
  },
  { name: 'TenantList', method: 'GET', path: '/tenants', apiVersions: apiVersions.resources, handler: listTenants },
  {
    name: 'ResourceGroupList',
    method: 'GET',
    path: `${subscription}/resourceGroups`,
    apiVersions: apiVersions.resources,
    handler: listResourceGroups,
  },
  {
    name: 'ResourceGroupGet',
    method: 'GET',
    path: group,
    apiVersions: apiVersions.resources,
    handler: getResourceGroup,
  },
  {
    name: 'ResourceList',
    method: 'GET',
    path: `${subscription}/resources`,
    apiVersions: apiVersions.resources,
    handler: listVaultResources,
  },
  {
    name: 'VaultList',
    method: 'GET',
    path: `${subscription}/providers/Microsoft.KeyVault/vaults`,
    apiVersions: apiVersions.keyVault,
    handler: listVaults,
  },
  {
    name: 'VaultList',
    method: 'GET',
    path: `${group}/providers/Microsoft.KeyVault/vaults`,
    apiVersions: apiVersions.keyVault,
    handler: listVaultsByResourceGroup,
  },
  {
    name: 'VaultListDeleted',
    method: 'GET',
    path: `${subscription}/providers/Microsoft.KeyVault/deletedVaults`,
    apiVersions: apiVersions.keyVault,
    handler: listDeletedVaults,
  },
  { name: 'VaultGet', method: 'GET', path: vault, apiVersions: apiVersions.keyVault, handler: getVault },
  {
    name: 'VaultPut',
    method: 'PUT',
    path: vault,
    apiVersions: apiVersions.keyVault,
    action: 'Microsoft.KeyVault/vaults/write',
    handler: putVault,
  },
  {
    name: 'VaultPatch',
    method: 'PATCH',
    path: vault,
    apiVersions: apiVersions.keyVault,
    action: 'Microsoft.KeyVault/vaults/write',
    handler: patchVault,
  },
  {
    name: 'PrivateEndpointConnectionList',
    method: 'GET',
    path: `${vault}/privateEndpointConnections`,
    apiVersions: apiVersions.keyVault,
    handler: listEndpointConnections,
  },
  {
    name: 'PrivateEndpointConnectionGet',
    method: 'GET',
    path: `${vault}/privateEndpointConnections/{connectionName}`,
    apiVersions: apiVersions.keyVault,
    handler: getEndpointConnection,
  },
  {
    name: 'PrivateLinkResourceList',
    method: 'GET',
    path: `${vault}/privateLinkResources`,
    apiVersions: apiVersions.keyVault,
    handler: listPrivateLinkResources,
  },
  {
    name: 'PrivateEndpointConnectionPut',
    method: 'PUT',
    path: `${vault}/privateEndpointConnections/{connectionName}`,
    apiVersions: apiVersions.keyVault,
    action: 'Microsoft.KeyVault/vaults/privateEndpointConnections/write',
    handler: putEndpointConnection,
  },
  {
    name: 'PrivateEndpointConnectionDelete',
    method: 'DELETE',
    path: `${vault}/privateEndpointConnections/{connectionName}`,
    apiVersions: apiVersions.keyVault,
    action: 'Microsoft.KeyVault/vaults/privateEndpointConnections/delete',
    handler: deleteEndpointConnection,
  },
  {
    name: 'VaultDelete',
    method: 'DELETE',
    path: vault,
    apiVersions: apiVersions.keyVault,
    action: 'Microsoft.KeyVault/vaults/delete',
    handler: deleteVault,
  },
  {
    name: 'VaultNameCheck',
    method: 'POST',
    path: `${subscription}/providers/Microsoft.KeyVault/checkNameAvailability`,
    apiVersions: apiVersions.keyVault,
    handler: checkVaultName,
  },
  {
    name: 'VaultGetDeleted',
    method: 'GET',
    path: deletedVault,
    apiVersions: apiVersions.keyVault,
    handler: getDeletedVault,
  },
  {
    name: 'VaultPurge',
    method: 'POST',
    path: `${deletedVault}/purge`,
    apiVersions: apiVersions.keyVault,
    action: 'Microsoft.KeyVault/locations/deletedVaults/purge/action',
    handler: purgeDeletedVault,
  },
  {
    name: 'VaultAccessPolicyUpdate',
    method: 'PUT',
    path: `${vault}/accessPolicies/{operationKind}`,
    apiVersions: apiVersions.keyVault,
    action: 'Microsoft.KeyVault/vaults/accessPolicies/write',
    handler: updateAccessPolicies,
  },
  {
    name: 'PermissionList',
    method: 'GET',
    path: `${vault}${permissions}`,
    apiVersions: apiVersions.authorization,
    handler: listPermissions,
  },
  {
    name: 'PermissionList',
    method: 'GET',
    path: `${vault}/{objectType}/{objectName}${permissions}`,
    apiVersions: apiVersions.authorization,
    handler: listPermissions,
  },
  {
    name: 'ResourceGraphQuery',
    method: 'POST',
    path: '/providers/Microsoft.ResourceGraph/resources',
    apiVersions: apiVersions.resourceGraph,
    handler: queryResources,
  },
  ...monitorOperations,
  ...authorizationOperations,
]

const matchers = operations.map((operation) => ({
  operation,
  pattern: patternOf(operation.path),
}))

function patternOf(path: string): RegExp {
  const source = path
    .replaceAll('.', '\\.')
    .replaceAll(/\{\+(\w+)\}/g, '(?<$1>(?:/[^/]+)*)')
    .replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')
  return new RegExp(`^${source}/?$`, 'i')
}

/** The operation of a request with the variable parts of its path, or undefined where the emulator has no such row. */
export function findOperation(method: string, pathname: string) {
  // The permissions client leaves an empty parent path between two slashes, and Azure takes it.
  const path = pathname.replaceAll(/\/{2,}/g, '/')
  for (const { operation, pattern } of matchers) {
    const match = operation.method === method ? pattern.exec(path) : null
    if (match) return { operation, params: decoded(match.groups ?? {}) }
  }
  return undefined
}

/** The name a call is counted under, also when a fault keeps it from happening. */
export function operationNameOf(method: string, pathname: string): string | undefined {
  return findOperation(method, pathname)?.operation.name
}

function decoded(groups: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodedSegment(value)]))
}

/** A segment with a broken escape names nothing, so it stays as it came and is not found. */
function decodedSegment(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
