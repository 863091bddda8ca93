'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ObjectCheck } from '@/lib/domain/object-check.ts'
import { cancelCheck, objectCheck } from '@/lib/queries/checks.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useOpenedVaults } from '../vaults/opened-vaults.ts'

/** A check of all vaults: what it found so far, and what begins and ends it. It begins by itself nowhere. */
export function useObjectCheck(check: ObjectCheck) {
  const client = useQueryClient()
  const { names } = useOpenedVaults()
  const { data, error, isFetching, refetch } = useQuery(objectCheck(check, names))
  return {
    found: data ?? null,
    isChecking: isFetching,
    error: error ? problemFrom(error) : null,
    start: () => void refetch({ cancelRefetch: false }),
    stop: () => cancelCheck(client, check),
  }
}
