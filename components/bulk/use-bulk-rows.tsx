'use client'

import { useMemo } from 'react'
import type { BulkAction, BulkTarget } from '@/lib/domain/bulk.ts'
import { collectionOf } from '@/lib/domain/deleted-object.ts'
import { rightReason } from '@/lib/domain/right-reason.ts'
import type { VaultDetail } from '@/lib/domain/vault.ts'
import { useRowSelection } from '../data-table/row-selection.ts'
import { BulkBarWhenNeeded } from './bulk-bar-when-needed.tsx'

/** The expiry of a certificate is part of what was signed. */
const ofCertificates = ['enable', 'disable', 'changeTags', 'delete'] as const
const ofOthers = ['enable', 'disable', 'setExpiry', 'changeTags', 'delete'] as const

export interface BulkRowsOptions<T> {
  kind: BulkTarget['kind']
  vaultName: string
  vault: VaultDetail | undefined
  rows: readonly T[]
}

/** A row of a list; only what a certificate makes for itself can be managed. */
type Listed = Omit<BulkTarget, 'vaultName' | 'kind' | 'managed'> & { managed?: boolean }

/** Lets the rows of a vault's list of one kind, known by their names, be chosen and changed together. */
export function useBulkRows<T extends Listed>({ kind, vaultName, vault, rows }: BulkRowsOptions<T>) {
  const collection = collectionOf(kind)
  const selection = useRowSelection()
  const targets = useMemo(
    () =>
      rows
        .filter(({ name }) => selection.selected.has(name))
        .map((row) => ({ managed: false, ...row, kind, vaultName })),
    [rows, selection, kind, vaultName],
  )
  const facts = vault?.facts ?? null
  const whyNotAny = (action: BulkAction['kind']) => {
    const operation = action === 'delete' ? 'delete' : 'update'
    return rightReason(collection, operation, vault?.rights[collection][operation], facts?.permissionModel ?? null)
  }
  const bulkBar = (
    <BulkBarWhenNeeded
      list={`${vaultName} ${collection}`}
      {...{ selection, targets, whyNotAny }}
      factsOf={() => facts}
      actions={kind === 'certificate' ? ofCertificates : ofOthers}
      noun={[kind, collection]}
      whyNot={() => null}
    />
  )
  return { selection, bulkBar }
}
