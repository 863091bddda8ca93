import type { QueryClient } from '@tanstack/react-query'
import type { Secret, SecretVersion } from '../domain/secret.ts'
import { type SecretPlace, secretQueries } from './secrets.ts'

/** Puts a version that Key Vault has just answered in the place of what the cache believed of it. */
export function cacheVersion(cache: QueryClient, place: SecretPlace, version: SecretVersion): void {
  cache.setQueryData(
    secretQueries.versions(place).queryKey,
    (list) => list && { ...list, items: [version, ...list.items.filter((each) => each.version !== version.version)] },
  )
}

/** As cacheVersion for one that has just become the current one; the list shows its properties from now on. */
export function cacheNewVersion(cache: QueryClient, place: SecretPlace, version: SecretVersion): void {
  cacheVersion(cache, place, version)
  cacheKnownCurrent(cache, place, version.version)
  cacheRow(cache, place, version)
}

/** Notes which version is certainly current, for versions of one second. */
export function cacheKnownCurrent(cache: QueryClient, place: SecretPlace, version: string): void {
  cache.setQueryData(secretQueries.knownCurrent(place).queryKey, version)
}

/** Shows a version's properties in the list of secrets, where that has been loaded. */
export function cacheRow(cache: QueryClient, place: SecretPlace, { version: _, ...row }: SecretVersion): void {
  cache.setQueryData(
    secretQueries.list(place.vaultName).queryKey,
    (list) => list && { ...list, items: withRow(list.items, row) },
  )
}

function withRow(rows: readonly Secret[], row: Secret): Secret[] {
  return rows.some((each) => each.name === row.name)
    ? rows.map((each) => (each.name === row.name ? row : each))
    : [...rows, row]
}

/** Takes a deleted secret out of the list; whoever opens it again asks Key Vault anew. */
export function uncacheSecret(cache: QueryClient, place: SecretPlace): void {
  cache.setQueryData(
    secretQueries.list(place.vaultName).queryKey,
    (list) => list && { ...list, items: list.items.filter((row) => row.name !== place.secretName) },
  )
  void cache.invalidateQueries({
    queryKey: ['vaults', 'secrets', place.vaultName, 'object', place.secretName],
    refetchType: 'none',
  })
}

/** Reads the versions again, so that one that another writer made meanwhile is seen. */
export function reloadVersions(cache: QueryClient, place: SecretPlace): Promise<void> {
  return cache.invalidateQueries({ queryKey: secretQueries.versions(place).queryKey })
}
