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
