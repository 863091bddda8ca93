import type { QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { type BulkAction, isAlreadySo, type LedgerItem } from '../domain/bulk.ts'
import { collectionOf, DeletedPage } from '../domain/deleted-object.ts'
import type { ErrorCode } from '../domain/problem.ts'
import { api } from '../routes.ts'
import { ApiError } from './api-error.ts'
import { recoverObject, staleDeleted } from './deleted-objects.ts'
import { apiFetch } from './fetcher.ts'
import { changeObject } from './objects.ts'

/** What a change of many may have changed, of an object of any kind. */
const Changed = z.object({
  enabled: z.boolean(),
  updatedOn: z.nullable(z.string()),
  expiresOn: z.nullable(z.string()),
  tags: z.record(z.string(), z.string()),
})

/**
 * Makes one change of many: one call of our API, sent once.
 * @throws {ApiError} `outcome_unknown` where the answer is lost
 */
export async function sendBulkItem(
  cache: QueryClient,
  action: BulkAction,
  { vaultName, kind, name }: LedgerItem,
): Promise<void> {
  if (action.kind === 'recover') {
    await recoverObject(cache, { vaultName, kind, name })
    return
  }
  const path = api.object(vaultName, collectionOf(kind), name)
  if (action.kind === 'delete') {
    await apiFetch(z.object({ name: z.string() }), path, { method: 'DELETE' })
    showChange(cache, { vaultName, kind, name }, null)
    staleDeleted(cache, vaultName)
    return
  }
  const changed = await apiFetch(Changed, path, { method: 'PATCH', body: patchOf(action) })
  showChange(cache, { vaultName, kind, name }, changed)
}

interface Row {
  name: string
}

/** Shows the change in the lists that have been loaded, or that it is gone; what else is remembered of it is read anew. */
function showChange(
  cache: QueryClient,
  place: Pick<LedgerItem, 'vaultName' | 'kind' | 'name'>,
  changed: z.infer<typeof Changed> | null,
): void {
  const { vaultName, kind, name } = place
  const key = ['vaults', collectionOf(kind), vaultName]
  const change = (rows: Row[]) =>
    changed
      ? rows.map((row) => (row.name === name ? { ...row, ...changed } : row))
      : rows.filter((row) => row.name !== name)
  cache.setQueryData<{ items: Row[] }>([...key, 'list'], (list) => list && { ...list, items: change(list.items) })
  changeObject(cache, place, changed)
  void cache.invalidateQueries({ queryKey: [...key, 'object', name], refetchType: 'none' })
}

function patchOf(action: Exclude<BulkAction, { kind: 'delete' | 'recover' }>) {
  switch (action.kind) {
    case 'enable':
      return { enabled: true }
    case 'disable':
      return { enabled: false }
    case 'setExpiry':
      return { expiresOn: action.expiresOn }
    case 'changeTags':
      return { tags: { ...Object.fromEntries(action.remove.map((name) => [name, null])), ...action.set } }
  }
}

const absent = new Set<ErrorCode>(['secret_not_found', 'key_not_found', 'certificate_not_found', 'not_found'])

/** Whether a change that was sent has been made, by reading alone; null where that cannot be told. Lists show what was seen. */
export async function lookAtBulkItem(
  cache: QueryClient,
  action: BulkAction,
  { vaultName, kind, name }: LedgerItem,
): Promise<boolean | null> {
  if (action.kind === 'recover') {
    const { items, problems = [] } = await apiFetch(DeletedPage, api.deletedOf(vaultName))
    if (problems.some(({ subject }) => subject === `Deleted ${collectionOf(kind)}`)) return null
    return !items.some((item) => item.kind === kind && item.name.toLowerCase() === name.toLowerCase())
  }
  try {
    const seen = await apiFetch(Changed, api.object(vaultName, collectionOf(kind), name))
    showChange(cache, { vaultName, kind, name }, seen)
    return isAlreadySo(action, seen)
  } catch (error) {
    if (!(error instanceof ApiError) || !absent.has(error.code)) throw error
    showChange(cache, { vaultName, kind, name }, null)
    return action.kind === 'delete'
  }
}
