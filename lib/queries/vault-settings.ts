import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { DeletedVault, type DeletedVaultPlace, VaultDeletion } from '../domain/deleted-vault.ts'
import { CreatedVault, type NewVault, ResourceGroup, Subscription, VaultNameAnswer } from '../domain/new-vault.ts'
import { pageOf } from '../domain/page.ts'
import { VaultSettings, type VaultSettingsChange } from '../domain/vault-settings.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import { streamedList } from './streamed-list.ts'

export const vaultSettingsQueries = {
  ofVault: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'settings', vaultName],
      queryFn: ({ signal }) => apiFetch(VaultSettings, api.vaultSettings(vaultName), { signal }),
    }),

  subscriptions: () =>
    queryOptions({
      queryKey: ['subscriptions'],
      queryFn: ({ signal }) => apiFetch(pageOf(Subscription), api.subscriptions(), { signal }),
    }),

  resourceGroups: (subscriptionId: string) =>
    queryOptions({
      queryKey: ['subscriptions', subscriptionId, 'resource-groups'],
      queryFn: ({ signal }) => apiFetch(pageOf(ResourceGroup), api.resourceGroups(subscriptionId), { signal }),
      enabled: subscriptionId !== '',
    }),

  /** Whether a new vault can have the name. An answer is worth a minute: others make vaults too. */
  nameCheck: (subscriptionId: string, vaultName: string) =>
    queryOptions({
      queryKey: ['subscriptions', subscriptionId, 'vault-name', vaultName],
      queryFn: ({ signal }) => apiFetch(VaultNameAnswer, api.vaultNameCheck(subscriptionId, vaultName), { signal }),
      staleTime: 60_000,
    }),

  /** The deleted vaults of every subscription; rows appear subscription by subscription. */
  deleted: () =>
    queryOptions({
      queryKey: ['vaults', 'deleted'],
      queryFn: streamedList(pageOf(DeletedVault), api.deletedVaults()),
    }),
}

/** Makes a vault. Afterwards the lists are read again. */
export function useCreateVault() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: NewVault) => apiFetch(CreatedVault, api.vaults(), { method: 'POST', body }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['vaults'] }),
  })
}

/** Changes settings of a vault, if they are still what the page showed. */
export function useChangeVault(vaultName: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: VaultSettingsChange) =>
      apiFetch(VaultSettings, api.vaultSettings(vaultName), { method: 'PATCH', body }),
    onSuccess: (settings) => {
      cache.setQueryData(vaultSettingsQueries.ofVault(vaultName).queryKey, settings)
      void cache.invalidateQueries({ queryKey: ['vaults', 'detail', vaultName] })
      void cache.invalidateQueries({ queryKey: ['vaults', 'list'] })
      // Another permission model is another answer to who may do what.
      void cache.invalidateQueries({ queryKey: ['vaults', 'access-policies', vaultName] })
      void cache.invalidateQueries({ queryKey: ['access'] })
    },
  })
}

export function useDeleteVault(vaultName: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () => apiFetch(VaultDeletion, api.vault(vaultName), { method: 'DELETE' }),
    onSuccess: () => {
      void cache.invalidateQueries({ queryKey: ['vaults', 'list'] })
      void cache.invalidateQueries({ queryKey: ['vaults', 'deleted'] })
    },
  })
}

export interface DeletedVaultCall {
  vaultName: string
  place: DeletedVaultPlace
}

export function useRecoverVault() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ vaultName, place }: DeletedVaultCall) =>
      apiFetch(VaultDeletion, api.recoverVault(vaultName, place), { method: 'POST' }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['vaults'] }),
  })
}

export function usePurgeVault() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ vaultName, place }: DeletedVaultCall) =>
      apiFetch(VaultDeletion, api.deletedVault(vaultName, place), { method: 'DELETE' }),
    onSettled: () => cache.invalidateQueries({ queryKey: ['vaults', 'deleted'] }),
  })
}
