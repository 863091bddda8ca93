'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { withFindings } from '@/lib/domain/object-check.ts'
import type { ObjectInventory } from '@/lib/domain/object-inventory.ts'
import { objectCheck } from '@/lib/queries/checks.ts'
import { cancelObjects, objectQueries, reloadObjects } from '@/lib/queries/objects.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useOpenedVaults } from '../vaults/opened-vaults.ts'

const nothing: ObjectInventory = {
  entries: [],
  statuses: [],
  problems: [],
  vaultCount: 0,
  asOfMs: 0,
  isCancelled: false,
}

/** The one reading of all vaults that every page shares. */
export function useObjects() {
  const client = useQueryClient()
  const { names } = useOpenedVaults()
  const { data, error, isPending, isFetching } = useQuery(objectQueries.all(names))
  const { data: versions } = useQuery(objectCheck('versions', names))
  const { data: rotation } = useQuery(objectCheck('rotation', names))
  const inventory = useMemo(
    () =>
      data && {
        ...data,
        entries: withFindings(data.entries, { ...(versions && { versions }), ...(rotation && { rotation }) }),
      },
    [data, versions, rotation],
  )
  return {
    inventory: inventory ?? nothing,
    /** Before the first rows have come. */
    isLoading: isPending && isFetching,
    isReading: isFetching,
    error: error ? problemFrom(error) : null,
    reload: () => void reloadObjects(client, 'all'),
    retryFailed: () => void reloadObjects(client, 'failed'),
    cancel: () => cancelObjects(client),
  }
}

export type ObjectsReading = ReturnType<typeof useObjects>
