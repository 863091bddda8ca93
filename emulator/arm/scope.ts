import { ArmError } from '../errors.ts'
import type { State } from '../state.ts'
import type { ArmCall } from './operations.ts'
import { requireSubscription } from './subscriptions.ts'

/** The scope in front of a path of Microsoft.Authorization: an ARM id, and `/` for the root. */
export function scopeOf({ params }: ArmCall): string {
  return `/${params.scope ?? ''}`.replaceAll(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')
}

export function sameScope(left: string, right: string): boolean {
  return plain(left) === plain(right)
}

/** Whether `inner` lies below `outer`; of management groups only the state knows. */
export function isBelow(state: State, inner: string, outer: string): boolean {
  return !sameScope(inner, outer) && isAtOrBelow(state, inner, outer)
}

export function isAtOrBelow(state: State, inner: string, outer: string): boolean {
  if (plain(outer) === '/' || sameScope(inner, outer) || plain(inner).startsWith(`${plain(outer)}/`)) return true
  return managementGroupsAbove(state, inner).some((id) => sameScope(id, outer))
}

/** @throws ArmError 404 where a subscription, a group or a vault of the scope is not there. An object may be gone. */
export function requireScope(state: State, scope: string): void {
  const [, subscriptionId, resourceGroup, vaultName] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?(?:\/providers\/Microsoft\.KeyVault\/vaults\/([^/]+))?/i.exec(
      scope,
    ) ?? []
  if (subscriptionId) requireSubscription(state.subscriptions, subscriptionId)
  const isThere = (one: { subscriptionId: string }, name: string, asked: string) =>
    one.subscriptionId === subscriptionId?.toLowerCase() && name.toLowerCase() === asked.toLowerCase()
  if (resourceGroup && !state.resourceGroups.some((one) => isThere(one, one.name, resourceGroup))) {
    throw new ArmError(404, 'ResourceGroupNotFound', `Resource group '${resourceGroup}' could not be found.`)
  }
  const vault = state.vaults.get(vaultName?.toLowerCase() ?? '')
  if (vaultName && !(vault && isThere(vault, vault.resourceGroup, resourceGroup ?? ''))) {
    const message = `The Resource 'Microsoft.KeyVault/vaults/${vaultName}' under resource group '${resourceGroup}' was not found.`
    throw new ArmError(404, 'ResourceNotFound', message)
  }
  const [, group] = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)$/i.exec(scope) ?? []
  if (group && !state.managementGroups.some(({ name }) => name.toLowerCase() === group.toLowerCase())) {
    throw new ArmError(404, 'NotFound', `The management group '${group}' could not be found.`)
  }
}

/** ARM ids, the nearest first. */
function managementGroupsAbove(state: State, scope: string): string[] {
  const [, subscriptionId] = /^\/subscriptions\/([^/]+)/.exec(plain(scope)) ?? []
  const [, groupName] = /^\/providers\/microsoft\.management\/managementgroups\/([^/]+)$/.exec(plain(scope)) ?? []
  const groupNamed = (name: string | undefined) => state.managementGroups.find((one) => plain(one.name) === name)
  const subscription = state.subscriptions.find((one) => one.subscriptionId === subscriptionId)
  const above: string[] = []
  let group = groupNamed(
    subscription ? plain(subscription.managementGroupName) : plain(groupNamed(groupName)?.parentName ?? ''),
  )
  while (group && above.length <= state.managementGroups.length) {
    above.push(`/providers/Microsoft.Management/managementGroups/${group.name}`)
    const { parentName } = group
    group = parentName === undefined ? undefined : groupNamed(plain(parentName))
  }
  return above
}

/** The way a scope's roles are named: below the subscription, or below nothing. */
export function roleDefinitionId(scope: string, name: string): string {
  const [subscription = ''] = /^\/subscriptions\/[^/]+/i.exec(scope) ?? []
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${name}`
}

function plain(scope: string): string {
  return scope.toLowerCase().replace(/\/+$/, '') || '/'
}
