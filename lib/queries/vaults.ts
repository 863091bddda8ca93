import { queryOptions, experimental_streamedQuery as streamedQuery } from '@tanstack/react-query'
import type { Problem } from '../domain/problem.ts'
import { type Vault, VaultDetail, VaultPage } from '../domain/vault.ts'
import { api } from '../routes.ts'
import { apiFetch, apiPages } from './fetcher.ts'

/** The vaults that have come so far, and the subscriptions that could not be read. */
export interface VaultList {
  items: Vault[]
  problems: Problem[]
  /** False until the last page has come; a complete list that is read again stays complete. */
  isComplete: boolean
}

export const vaultQueries = {
  /** Every vault the person can see; rows appear page by page. */
  list: () =>
    queryOptions({
      queryKey: ['vaults', 'list'],
      queryFn: streamedQuery({
        async *streamFn({ signal }): AsyncGenerator<VaultPage & { isLast?: true }> {
          yield* apiPages(VaultPage, api.vaults(), { signal })
          yield { items: [], isLast: true }
        },
        initialValue: { items: [], problems: [], isComplete: false } satisfies VaultList,
        reducer: (list: VaultList, page: VaultPage & { isLast?: true }): VaultList => ({
          items: page.items.length > 0 ? [...list.items, ...page.items] : list.items,
          problems: page.problems ? [...list.problems, ...page.problems] : list.problems,
          isComplete: page.isLast ?? false,
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
