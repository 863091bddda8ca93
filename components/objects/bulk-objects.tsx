'use client'

import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BulkAction } from '@/lib/domain/bulk.ts'
import { collectionOf } from '@/lib/domain/deleted-object.ts'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { rightReason } from '@/lib/domain/right-reason.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { BulkBar } from '../bulk/bulk-bar.tsx'
import type { RowSelection } from '../data-table/row-selection.ts'

const actions = ['enable', 'disable', 'setExpiry', 'changeTags', 'delete'] as const
const noun = ['object', 'objects'] as const
/** Rights are asked vault by vault. Beyond so many nobody asks beforehand, and each call is told by Azure itself. */
const mostVaultsAsked = 20

interface BulkObjectsProps {
  /** What its ledger is kept under. */
  list: string
  entries: readonly ObjectEntry[]
  selection: RowSelection
}

/** What can be done with the chosen rows of the list over all vaults, each in its own vault. */
export function BulkObjects({ list, entries, selection }: BulkObjectsProps) {
  const targets = useMemo(
    () => (selection.selected.size > 0 ? entries.filter(({ id }) => selection.selected.has(id)) : []),
    [entries, selection],
  )
  const vaultNames = useMemo(() => [...new Set(targets.map(({ vaultName }) => vaultName))], [targets])
  const asked = vaultNames.length > mostVaultsAsked ? [] : vaultNames
  const details = useQueries({ queries: asked.map((vaultName) => vaultQueries.detail(vaultName)) })
  const vaults = new Map(asked.map((vaultName, index) => [vaultName, details[index]?.data]))
  const whyNot = (action: BulkAction['kind'], { kind, vaultName }: Pick<ObjectEntry, 'kind' | 'vaultName'>) => {
    const vault = vaults.get(vaultName)
    const collection = collectionOf(kind)
    const operation = action === 'delete' ? 'delete' : 'update'
    return rightReason(
      collection,
      operation,
      vault?.rights[collection][operation],
      vault?.facts?.permissionModel ?? null,
    )
  }
  /** The first reason where it is all their reason. */
  const whyNotAny = (action: BulkAction['kind']) => {
    if (asked.length === 0) return null
    const reasons = targets.map((target) => whyNot(action, target))
    return reasons.every((reason) => reason !== null) ? (reasons[0] ?? null) : null
  }
  return (
    <BulkBar
      {...{ list, selection, targets, actions, noun, whyNot, whyNotAny }}
      factsOf={(vaultName) => vaults.get(vaultName)?.facts ?? null}
    />
  )
}
