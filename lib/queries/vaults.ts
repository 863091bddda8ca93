import { queryOptions, experimental_streamedQuery as streamedQuery } from '@tanstack/react-query'
import type { Problem } from '../domain/problem.ts'
import { type Vault, VaultDetail, VaultPage } from '../domain/vault.ts'
import { api } from '../routes.ts'
import { apiFetch, apiPages } from './fetcher.ts'

/** The vaults that have come so far, and the subscriptions that could not be read. */
export interface VaultList {
  items: Vault[]
  problems: Problem[]
}

export const vaultQueries = {
  /** Every vault the person can see; rows appear page by page. */
  list: () =>
    queryOptions({
      queryKey: ['vaults', 'list'],
      queryFn: streamedQuery({
        streamFn: ({ signal }) => apiPages(VaultPage, api.vaults(), { signal }),
        initialValue: { items: [], problems: [] } satisfies VaultList,
        reducer: (list: VaultList, page: VaultPage): VaultList => ({
          items: [...list.items, ...page.items],
          problems: [...list.problems, ...(page.problems ?? [])],
        }),
        refetchMode: 'replace',
      }),
    }),

  detail: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'detail', vaultName],
      queryFn: ({ signal }) => apiFetch(VaultDetail, api.vault(vaultName), { signal }),
    }),
}
