import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Deletion } from '../domain/object-properties.ts'
import { type RollbackRequest, RollbackResult } from '../domain/rollback.ts'
import { type NewSecretVersion, type SecretPropertiesPatch, SecretVersion } from '../domain/secret.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import {
  cacheKnownCurrent,
  cacheNewVersion,
  cacheRow,
  cacheVersion,
  reloadVersions,
  uncacheSecret,
} from './secret-cache.ts'
import type { SecretPlace } from './secrets.ts'

/** Writes a secret, or a new version of one. The value passes through and is kept nowhere. */
export function useSetSecret() {
  const cache = useQueryClient()
  return useMutation({
    // Without this the value that was sent would stay in the mutation cache for five minutes.
    gcTime: 0,
    mutationFn: ({ place, body }: { place: SecretPlace; body: NewSecretVersion }) =>
      apiFetch(SecretVersion, api.secret(place.vaultName, place.secretName), { method: 'PUT', body }),
    onSuccess: (version, { place }) => {
      cacheNewVersion(cache, place, version)
      void reloadVersions(cache, place)
    },
  })
}

/** Changes properties of one version; its value stays. */
export function usePatchVersion(place: SecretPlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ version, patch }: { version: string; isCurrent: boolean; patch: SecretPropertiesPatch }) =>
      apiFetch(SecretVersion, api.secretVersion(place.vaultName, place.secretName, version), {
        method: 'PATCH',
        body: patch,
      }),
    onSuccess: (version, { isCurrent }) => {
      cacheVersion(cache, place, version)
      if (isCurrent) cacheRow(cache, place, version)
    },
  })
}

export function useDeleteSecret(place: SecretPlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => apiFetch(Deletion, api.secret(place.vaultName, place.secretName), { method: 'DELETE' }),
    onSuccess: () => uncacheSecret(cache, place),
  })
}

/** Writes an older version's value as a new version. Afterwards the versions are read again: the last to write wins. */
export function useRollback(place: SecretPlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (request: RollbackRequest) =>
      apiFetch(RollbackResult, api.rollbackSecret(place.vaultName, place.secretName), {
        method: 'POST',
        body: request,
      }),
    onSuccess: ({ newVersion, concurrentVersion }) => {
      if (concurrentVersion === null) cacheNewVersion(cache, place, newVersion)
      else cacheKnownCurrent(cache, place, concurrentVersion)
      void reloadVersions(cache, place)
    },
    onError: ({ code, problem }) => {
      if (problem.currentVersion) cacheKnownCurrent(cache, place, problem.currentVersion)
      if (code === 'concurrent_change' || code === 'target_disabled') void reloadVersions(cache, place)
    },
  })
}
