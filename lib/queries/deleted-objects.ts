import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { DeletedEverywhere } from '../domain/deleted-everywhere.ts'
import {
  collectionOf,
  DeletedPage,
  PurgedObject,
  RecoveredObject,
  type RecoverRequest,
} from '../domain/deleted-object.ts'
import type { ObjectKind } from '../domain/object.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import { streamedList } from './streamed-list.ts'

export interface DeletedPlace {
  vaultName: string
  kind: ObjectKind
  name: string
}

export const deletedEverywhereKey = ['deleted'] as const

export const deletedQueries = {
  /** The deleted objects of a vault; rows appear page by page, and a kind that refuses is among the problems. */
  ofVault: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'deleted', vaultName],
      queryFn: streamedList(DeletedPage, api.deletedOf(vaultName)),
    }),
}

/** Brings a deleted object back. Not a hook, so that an Undo outlives the dialog that offered it. */
export async function recoverObject(
  cache: QueryClient,
  place: DeletedPlace,
  request: RecoverRequest = {},
): Promise<RecoveredObject> {
  const { vaultName, kind, name } = place
  const path = api.recoverObject(vaultName, collectionOf(kind), name)
  const recovered = await apiFetch(RecoveredObject, path, { method: 'POST', body: request })
  forget(cache, place)
  // Its list does not hold it yet, and nothing that is remembered of it is still sure.
  void cache.invalidateQueries({ queryKey: ['vaults', collectionOf(kind), vaultName] })
  return recovered
}

export function useRecoverObject(place: DeletedPlace) {
  const cache = useQueryClient()
  return useMutation({ mutationFn: () => recoverObject(cache, place) })
}

export function usePurgeObject(place: DeletedPlace) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: () =>
      apiFetch(PurgedObject, api.deletedObject(place.vaultName, collectionOf(place.kind), place.name), {
        method: 'DELETE',
      }),
    onSuccess: () => forget(cache, place),
  })
}

/** Takes an object that is no longer deleted off the list, and with a certificate its key and secret. */
function forget(cache: QueryClient, { vaultName, kind, name }: DeletedPlace): void {
  const goesWithIt = (one: { kind: ObjectKind; name: string; managed: boolean }) =>
    one.name.toLowerCase() === name.toLowerCase() && (one.kind === kind || (kind === 'certificate' && one.managed))
  cache.setQueryData(
    deletedQueries.ofVault(vaultName).queryKey,
    (list) => list && { ...list, items: list.items.filter((one) => !goesWithIt(one)) },
  )
  cache.setQueryData<DeletedEverywhere>(
    deletedEverywhereKey,
    (list) => list && { ...list, items: list.items.filter((one) => one.vaultName !== vaultName || !goesWithIt(one)) },
  )
}

/** Has the list of a vault's deleted objects read again when it is next looked at. */
export function staleDeleted(cache: QueryClient, vaultName: string): void {
  void cache.invalidateQueries({ queryKey: deletedQueries.ofVault(vaultName).queryKey })
  void cache.invalidateQueries({ queryKey: deletedEverywhereKey, refetchType: 'none' })
}
