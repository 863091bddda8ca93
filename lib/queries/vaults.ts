import { queryOptions } from '@tanstack/react-query'
import { VaultDetail, VaultPage } from '../domain/vault.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import { streamedList } from './streamed-list.ts'

export const vaultQueries = {
  /** Every vault the person can see; rows appear page by page. */
  list: () =>
    queryOptions({
      queryKey: ['vaults', 'list'],
      queryFn: streamedList(VaultPage, api.vaults()),
    }),

  detail: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'detail', vaultName],
      queryFn: ({ signal }) => apiFetch(VaultDetail, api.vault(vaultName), { signal }),
    }),
}
