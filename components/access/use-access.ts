'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { AccessReading, ReachedPrincipal } from '@/lib/domain/access-reading.ts'
import { environmentOf } from '@/lib/domain/object-entry.ts'
import { accessQueries } from '@/lib/queries/access.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'

/** The one reading of who can reach what, with what pages look up in it. */
export function useAccess() {
  const { data, error, isPending, isFetching, refetch, dataUpdatedAt } = useQuery(accessQueries.estate())
  const directory = useMemo(() => data && directoryOf(data.reading), [data])
  return {
    access: data,
    directory,
    isLoading: isPending,
    isReading: isFetching,
    /** When the last part of it came, Unix milliseconds. */
    asOfMs: dataUpdatedAt,
    error: error ? problemFrom(error) : null,
    reload: () => void refetch(),
  }
}

export interface AccessDirectory {
  principal: (id: string) => ReachedPrincipal
  environment: (vaultName: string) => string
  subscription: (vaultName: string) => string
  /** By lower-case id. */
  subscriptionName: (id: string) => string
}

/** Names of principals, and of where a vault belongs. */
function directoryOf({ principals, assignments, vaults, subscriptions }: AccessReading): AccessDirectory {
  const known = new Map(principals.map((one) => [one.id, one]))
  const types = new Map(assignments.map(({ principalId, principalType }) => [principalId, principalType]))
  const names = new Map(subscriptions.map(({ id, name }) => [id, name]))
  const places = new Map(
    vaults.map(({ name, tags, subscriptionId }) => [
      name,
      {
        environment: environmentOf({ tags, vaultName: name }),
        subscription: names.get(subscriptionId) ?? subscriptionId,
      },
    ]),
  )
  return {
    principal: (id) => known.get(id) ?? { id, name: id, type: types.get(id) ?? 'unknown' },
    environment: (vaultName) => places.get(vaultName)?.environment ?? '',
    subscription: (vaultName) => places.get(vaultName)?.subscription ?? '',
    subscriptionName: (id) => names.get(id) ?? id,
  }
}
