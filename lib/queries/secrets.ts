import { queryOptions } from '@tanstack/react-query'
import { SecretRights } from '../domain/rights.ts'
import { type CompareRequest, SecretComparison } from '../domain/rollback.ts'
import { RevealedSecret, SecretPage, SecretVersionPage } from '../domain/secret.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import { streamedList } from './streamed-list.ts'

/** Where a secret is: the pair that every query and every write of one names first. */
export interface SecretPlace {
  vaultName: string
  secretName: string
}

export const secretQueries = {
  /** The secrets of a vault, each with the properties of its current version; rows appear page by page. */
  list: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'secrets', vaultName, 'list'],
      queryFn: streamedList(SecretPage, api.secrets(vaultName)),
    }),

  /** All versions in the order that Key Vault gives them, which is none; they appear page by page. */
  versions: ({ vaultName, secretName }: SecretPlace) =>
    queryOptions({
      queryKey: ['vaults', 'secrets', vaultName, 'object', secretName, 'versions'],
      queryFn: streamedList(SecretVersionPage, api.secretVersions(vaultName, secretName)),
    }),

  /** What the person may do with this one secret. A hint for buttons: the call itself decides. */
  rights: ({ vaultName, secretName }: SecretPlace) =>
    queryOptions({
      queryKey: ['vaults', 'secrets', vaultName, 'object', secretName, 'rights'],
      queryFn: ({ signal }) => apiFetch(SecretRights, api.secretRights(vaultName, secretName), { signal }),
    }),

  /**
   * The version that was last known for certain to be current, or null: this page wrote it, or Key Vault named it in a
   * refusal. Its dates are whole seconds, so among versions of one second only this tells which is current. Never fetched.
   */
  knownCurrent: ({ vaultName, secretName }: SecretPlace) =>
    queryOptions<string | null>({
      queryKey: ['vaults', 'secrets', vaultName, 'object', secretName, 'knownCurrent'],
      queryFn: () => null,
      initialData: null,
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: Number.POSITIVE_INFINITY,
    }),
}

/** Fetches a value. Not a query: a value is never in a cache. An audited read. */
export function revealSecret(
  { vaultName, secretName }: SecretPlace,
  version: string,
  signal?: AbortSignal,
): Promise<RevealedSecret> {
  return apiFetch(RevealedSecret, api.revealSecret(vaultName, secretName, version), {
    method: 'POST',
    changesNothing: true,
    body: {},
    ...(signal && { signal }),
  })
}

/** Compares two values on the server, which shows neither. Two audited reads, so never done but on request. */
export function compareSecrets(
  { vaultName, secretName }: SecretPlace,
  request: CompareRequest,
): Promise<SecretComparison> {
  return apiFetch(SecretComparison, api.compareSecret(vaultName, secretName), {
    method: 'POST',
    changesNothing: true,
    body: request,
  })
}
