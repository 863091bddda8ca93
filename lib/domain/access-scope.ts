/**
 * Scopes of role assignments, as ARM ids. They compare without case and without a slash at their end.
 * https://learn.microsoft.com/azure/role-based-access-control/scope-overview
 */

export function sameScope(left: string, right: string): boolean {
  return normalScope(left) === normalScope(right)
}

/**
 * Whether what is assigned at `outer` reaches `inner`: the same scope, or one below it. The root reaches everything; a
 * management group reaches what lies below its subscriptions, so whose they are must be told.
 * @param managementGroupIds the management groups above the subscription of `inner`, as ARM ids
 */
export function reaches(outer: string, inner: string, managementGroupIds: readonly string[] = []): boolean {
  const above = normalScope(outer)
  const below = normalScope(inner)
  if (above === '/' || above === below || below.startsWith(`${above}/`)) return true
  return managementGroupIds.some((id) => normalScope(id) === above)
}

export function normalScope(scope: string): string {
  return scope.toLowerCase().replace(/\/+$/, '') || '/'
}

export type ScopeLevel = 'root' | 'managementGroup' | 'subscription' | 'resourceGroup' | 'vault' | 'object' | 'other'

/** How far a scope reaches, in Azure's words. */
export function scopeLevel(scope: string): ScopeLevel {
  const normal = normalScope(scope)
  if (normal === '/') return 'root'
  if (/^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/.test(normal)) return 'managementGroup'
  if (/^\/subscriptions\/[^/]+$/.test(normal)) return 'subscription'
  if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/.test(normal)) return 'resourceGroup'
  const below = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.keyvault\/vaults\/[^/]+(\/.+)?$/
  const found = below.exec(normal)
  if (!found) return 'other'
  return found[1] ? 'object' : 'vault'
}
