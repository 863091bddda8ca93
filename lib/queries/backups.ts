import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Backup, type BackupCollection, Restored } from '../domain/backup.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'

/** Has Key Vault seal all versions of an object. Changes nothing, so a lost answer leaves nothing in doubt. */
export function useBackup(vaultName: string, collection: BackupCollection) {
  return useMutation({
    gcTime: 0,
    mutationFn: (name: string) =>
      apiFetch(Backup, api.backup(vaultName, collection, name), { method: 'POST', changesNothing: true, body: {} }),
  })
}

/** Hands a backup to a vault. Afterwards the vault's list of that kind is read again. */
export function useRestore(vaultName: string, collection: BackupCollection) {
  const cache = useQueryClient()
  return useMutation({
    gcTime: 0,
    mutationFn: (blob: string) =>
      apiFetch(Restored, api.restore(vaultName), { method: 'POST', body: { collection, blob } }),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['vaults', collection, vaultName] }),
  })
}
