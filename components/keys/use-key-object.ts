'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { KeyDetail, KeyVersion } from '@/lib/domain/key.ts'
import type { Problem } from '@/lib/domain/problem.ts'
import { rightReason } from '@/lib/domain/right-reason.ts'
import type { KeyOperation } from '@/lib/domain/rights.ts'
import { currentFirst } from '@/lib/domain/secret-versions.ts'
import type { VaultDetail } from '@/lib/domain/vault.ts'
import { type KeyPlace, keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'

/** One key as its page knows it. */
export interface KeyObject {
  place: KeyPlace
  /** The version that Key Vault itself answers when none is named. */
  current: KeyDetail | undefined
  error: Problem | null
  /** The current one first, then the newest. */
  versions: KeyVersion[]
  /** False while versions are still coming. */
  isComplete: boolean
  versionsError: Problem | null
  reload: () => void
  vault: VaultDetail | undefined
  /** Why the person may not do this to the key, for a disabled button; null where they may try. */
  whyNot: (operation: KeyOperation) => string | null
}

const managedReason = 'A certificate manages this key: change the certificate instead.'
const changes: ReadonlySet<KeyOperation> = new Set([
  'create',
  'import',
  'update',
  'rotate',
  'setRotationPolicy',
  'delete',
])

export function useKeyObject(place: KeyPlace): KeyObject {
  const { data: current, error, refetch } = useQuery(keyQueries.current(place))
  const list = useQuery(keyQueries.versions(place))
  const { data: rights } = useQuery(keyQueries.rights(place))
  const { data: vault } = useQuery(vaultQueries.detail(place.vaultName))
  const { data } = list
  const versions = useMemo(() => currentFirst(data?.items ?? [], current?.version), [data, current])
  return {
    place,
    current,
    error: error && problemFrom(error),
    versions,
    isComplete: data?.isComplete ?? false,
    versionsError: list.error && problemFrom(list.error),
    reload: () => {
      void refetch()
      void list.refetch()
    },
    vault,
    whyNot: (operation) =>
      current?.managed && changes.has(operation)
        ? managedReason
        : rightReason('keys', operation, rights?.[operation], vault?.facts?.permissionModel ?? null),
  }
}
