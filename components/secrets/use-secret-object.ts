'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Problem } from '@/lib/domain/problem.ts'
import { rightReason } from '@/lib/domain/right-reason.ts'
import type { SecretOperation } from '@/lib/domain/rights.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { currentFirst, currentVersionOf } from '@/lib/domain/secret-versions.ts'
import type { VaultDetail } from '@/lib/domain/vault.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { type SecretPlace, secretQueries } from '@/lib/queries/secrets.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'

/** One secret as its page knows it. */
export interface SecretObject {
  place: SecretPlace
  /** The current one first, then the newest. */
  versions: SecretVersion[]
  current: SecretVersion | undefined
  /** Versions made in the same second as `current`, which nothing here tells apart from it. */
  tiedWith: SecretVersion[]
  /** False while versions are still coming: which one is current is then not yet certain. */
  isComplete: boolean
  isLoading: boolean
  error: Problem | null
  reload: () => void
  vault: VaultDetail | undefined
  /** Why the person may not do this to the secret, for a disabled button; null where they may try. */
  whyNot: (operation: SecretOperation) => string | null
}

const managedReason = 'A certificate manages this secret: change the certificate instead.'
const changes: ReadonlySet<SecretOperation> = new Set(['set', 'update', 'delete'])

export function useSecretObject(place: SecretPlace): SecretObject {
  const list = useQuery(secretQueries.versions(place))
  const { data: knownCurrent } = useQuery(secretQueries.knownCurrent(place))
  const { data: rights } = useQuery(secretQueries.rights(place))
  const { data: vault } = useQuery(vaultQueries.detail(place.vaultName))
  const { data } = list
  const versions = useMemo(() => currentFirst(data?.items ?? [], knownCurrent ?? undefined), [data, knownCurrent])
  const { current, tiedWith } = currentVersionOf(versions, knownCurrent ?? undefined)
  return {
    place,
    versions,
    current,
    tiedWith,
    isComplete: data?.isComplete ?? false,
    isLoading: list.isPending,
    error: list.error && problemFrom(list.error),
    reload: () => void list.refetch(),
    vault,
    whyNot: (operation) =>
      current?.managed && changes.has(operation)
        ? managedReason
        : rightReason('secrets', operation, rights?.[operation], vault?.facts?.permissionModel ?? null),
  }
}
