import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { type ImportKey, type Key, KeyDetail, type KeyPropertiesPatch, type NewKey } from '../domain/key.ts'
import { Deletion } from '../domain/object-properties.ts'
import { type NewRotationPolicy, RotationPolicy } from '../domain/rotation-policy.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import { type KeyPlace, keyQueries } from './keys.ts'

/** Has Key Vault make a key, or a new version of one. */
export function useCreateKey() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ place, body }: { place: KeyPlace; body: NewKey }) =>
      apiFetch(KeyDetail, api.key(place.vaultName, place.keyName), { method: 'PUT', body }),
    onSuccess: (made, { place }) => cacheCurrent(cache, place, made),
  })
}

/** Hands a private key over. It passes through and is kept nowhere. */
export function useImportKey() {
  const cache = useQueryClient()
  return useMutation({
    // Without this the private key that was sent would stay in the mutation cache for five minutes.
    gcTime: 0,
    mutationFn: ({ place, body }: { place: KeyPlace; body: ImportKey }) =>
      apiFetch(KeyDetail, api.importKey(place.vaultName, place.keyName), { method: 'POST', body }),
    onSuccess: (made, { place }) => cacheCurrent(cache, place, made),
  })
}

export function useRotateKey(place: KeyPlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => apiFetch(KeyDetail, api.rotateKey(place.vaultName, place.keyName), { method: 'POST', body: {} }),
    onSuccess: (made) => cacheCurrent(cache, place, made),
  })
}

/** Changes properties of one version; its material stays. */
export function usePatchKeyVersion(place: KeyPlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ version, patch }: { version: string; isCurrent: boolean; patch: KeyPropertiesPatch }) =>
      apiFetch(KeyDetail, api.keyVersion(place.vaultName, place.keyName, version), { method: 'PATCH', body: patch }),
    onSuccess: (changed, { isCurrent }) => {
      if (isCurrent) cacheCurrent(cache, place, changed)
      else cacheVersion(cache, place, changed)
    },
  })
}

export function useSetRotationPolicy(place: KeyPlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: NewRotationPolicy) =>
      apiFetch(RotationPolicy, api.rotationPolicy(place.vaultName, place.keyName), { method: 'PUT', body }),
    onSuccess: (policy) => cache.setQueryData(keyQueries.rotationPolicy(place).queryKey, policy),
  })
}

export function useDeleteKey(place: KeyPlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => apiFetch(Deletion, api.key(place.vaultName, place.keyName), { method: 'DELETE' }),
    onSuccess: () => {
      cache.setQueryData(
        keyQueries.list(place.vaultName).queryKey,
        (list) => list && { ...list, items: list.items.filter(({ name }) => name !== place.keyName) },
      )
      void cache.invalidateQueries({ queryKey: keyQueries.objectKey(place), refetchType: 'none' })
    },
  })
}

/** Puts what Key Vault has just answered in the place of what the cache believed, and reads the versions again. */
function cacheCurrent(cache: QueryClient, place: KeyPlace, detail: KeyDetail): void {
  cache.setQueryData(keyQueries.current(place).queryKey, detail)
  cacheVersion(cache, place, detail)
  cache.setQueryData(
    keyQueries.list(place.vaultName).queryKey,
    (list) => list && { ...list, items: withRow(list.items, rowOf(detail)) },
  )
  void cache.invalidateQueries({ queryKey: keyQueries.versions(place).queryKey })
}

function cacheVersion(cache: QueryClient, place: KeyPlace, detail: KeyDetail): void {
  cache.setQueryData(keyQueries.version(place, detail.version).queryKey, detail)
  cache.setQueryData(
    keyQueries.versions(place).queryKey,
    (list) => list && { ...list, items: [detail, ...list.items.filter(({ version }) => version !== detail.version)] },
  )
}

function rowOf({ version, keyType, keySizeBits, curve, operations, jwk, pem, ...row }: KeyDetail): Key {
  return row
}

function withRow(rows: readonly Key[], row: Key): Key[] {
  return rows.some(({ name }) => name === row.name)
    ? rows.map((each) => (each.name === row.name ? row : each))
    : [...rows, row]
}
