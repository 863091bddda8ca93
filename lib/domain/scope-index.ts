import { normalScope } from './access-scope.ts'

/** Things by scope, so that a vault looks only at those that reach it or lie in it, and not at every one of the estate. */
export interface ScopeIndex<T> {
  /** What is at the vault, above it or at something in it, in the order given. */
  near(vaultId: string, managementGroupIds: readonly string[]): readonly T[]
}

/** `/subscriptions/…/resourceGroups/…/providers/Microsoft.KeyVault/vaults/…`, split at its slashes. */
const partsOfVaultId = 9

const indexes = new WeakMap<readonly { scope: string }[], ScopeIndex<{ scope: string }>>()

/** Indexes a list once, however many vaults ask. A list that was given must not change after. */
export function scopeIndexOf<T extends { scope: string }>(list: readonly T[]): ScopeIndex<T> {
  const known = indexes.get(list)
  if (known) return known as ScopeIndex<T> // made from this very list
  const made = makeIndex(list)
  indexes.set(list, made)
  return made
}

function makeIndex<T extends { scope: string }>(list: readonly T[]): ScopeIndex<T> {
  const at = new Map<string, number[]>()
  const within = new Map<string, number[]>()
  for (const [place, { scope }] of list.entries()) {
    const normal = normalScope(scope)
    put(at, normal, place)
    const parts = normal.split('/')
    if (parts.length > partsOfVaultId) put(within, parts.slice(0, partsOfVaultId).join('/'), place)
  }
  return {
    near(vaultId, managementGroupIds) {
      const id = normalScope(vaultId)
      const scopes = new Set(['/', ...managementGroupIds.map(normalScope), ...withAbove(id)])
      const places = [...scopes].flatMap((scope) => at.get(scope) ?? []).concat(within.get(id) ?? [])
      return places.sort((left, right) => left - right).flatMap((place) => list[place] ?? [])
    },
  }
}

function put(map: Map<string, number[]>, key: string, place: number): void {
  const places = map.get(key)
  if (places) places.push(place)
  else map.set(key, [place])
}

/** The scope and each one above it by name alone. */
function withAbove(scope: string): string[] {
  const parts = scope.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 2).join('/'))
}
