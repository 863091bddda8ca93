import type { QueryClient } from '@tanstack/react-query'
import * as z from 'zod/mini'
import { type BulkAction, isAlreadySo, type LedgerItem } from '../domain/bulk.ts'
import { collectionOf, DeletedPage } from '../domain/deleted-object.ts'
import type { ErrorCode } from '../domain/problem.ts'
import { api } from '../routes.ts'
import { ApiError } from './api-error.ts'
import { recoverObject, staleDeleted } from './deleted-objects.ts'
import { apiFetch } from './fetcher.ts'

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
  vaultName: string,
  action: BulkAction,
  { kind, name }: LedgerItem,
): Promise<void> {
  if (action.kind === 'recover') {
    await recoverObject(cache, { vaultName, kind, name })
    return
  }
  const path = api.object(vaultName, collectionOf(kind), name)
  if (action.kind === 'delete') {
    await apiFetch(z.object({ name: z.string() }), path, { method: 'DELETE' })
    forget(cache, vaultName, { kind, name }, (rows) => rows.filter((row) => row.name !== name))
    staleDeleted(cache, vaultName)
    return
  }
  const changed = await apiFetch(Changed, path, { method: 'PATCH', body: patchOf(action) })
  forget(cache, vaultName, { kind, name }, (rows) =>
    rows.map((row) => (row.name === name ? { ...row, ...changed } : row)),
  )
}

interface Row {
  name: string
}

/** Shows the change in the list of its kind, where that has been loaded; what else is remembered of it is read anew. */
function forget(
  cache: QueryClient,
  vaultName: string,
  { kind, name }: Pick<LedgerItem, 'kind' | 'name'>,
  change: (rows: Row[]) => Row[],
): void {
  const key = ['vaults', collectionOf(kind), vaultName]
  cache.setQueryData<{ items: Row[] }>([...key, 'list'], (list) => list && { ...list, items: change(list.items) })
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

/** Whether a change that was sent has been made, by reading alone; null where that cannot be told. */
export async function lookAtBulkItem(
  vaultName: string,
  action: BulkAction,
  { kind, name }: LedgerItem,
): Promise<boolean | null> {
  if (action.kind === 'recover') {
    const { items, problems = [] } = await apiFetch(DeletedPage, api.deletedOf(vaultName))
    if (problems.some(({ subject }) => subject === `Deleted ${collectionOf(kind)}`)) return null
    return !items.some((item) => item.kind === kind && item.name.toLowerCase() === name.toLowerCase())
  }
  try {
    return isAlreadySo(action, await apiFetch(Changed, api.object(vaultName, collectionOf(kind), name)))
  } catch (error) {
    if (!(error instanceof ApiError) || !absent.has(error.code)) throw error
    return action.kind === 'delete'
  }
}
