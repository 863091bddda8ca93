import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type AccessPolicyChange, VaultAccessPolicies } from '../domain/access-policy.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import { vaultQueries } from './vaults.ts'

export const accessPolicyQueries = {
  /** The access policies of one vault, from the vault itself. */
  ofVault: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'access-policies', vaultName],
      queryFn: ({ signal }) => apiFetch(VaultAccessPolicies, api.accessPolicies(vaultName), { signal }),
    }),
}

/** Adds, changes or removes one entry, if it is still what the page showed. Who may do what is read again afterwards. */
export function useSetAccessPolicy(vaultName: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: AccessPolicyChange) =>
      apiFetch(VaultAccessPolicies, api.accessPolicies(vaultName), { method: 'PUT', body }),
    onSuccess: (policies) => {
      cache.setQueryData(accessPolicyQueries.ofVault(vaultName).queryKey, policies)
      void cache.invalidateQueries({ queryKey: vaultQueries.detail(vaultName).queryKey })
      void cache.invalidateQueries({ queryKey: ['access'] })
    },
  })
}
