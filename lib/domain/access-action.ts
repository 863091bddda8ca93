/** What a role says of actions or of data actions. */
export interface ActionPatterns {
  allowed: readonly string[]
  /** Taken away from `allowed` of the same role; another role may still give it. */
  excluded: readonly string[]
}

export function allowsAction({ allowed, excluded }: ActionPatterns, action: string): boolean {
  return matchesAny(allowed, action) && !matchesAny(excluded, action)
}

/** Whether any of the patterns meets the action, without case. */
export function matchesAny(patterns: readonly string[], action: string): boolean {
  return patterns.some((pattern) => expressionOf(pattern).test(action))
}

const expressions = new Map<string, RegExp>()

// A star stands for anything, slashes included. Between slashes it may stand for nothing too: Key Vault Reader's only right
// to read a vault itself is `Microsoft.KeyVault/vaults/*/read`.
function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern)
  if (known) return known
  const source = pattern
    .split('/*/')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*'))
    .join('/(?:.*/)?')
  const made = new RegExp(`^${source}$`, 'i')
  expressions.set(pattern, made)
  return made
}
