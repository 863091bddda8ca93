'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { estateOf } from '@/lib/domain/vault-assignments.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { roleAssignmentQueries } from '@/lib/queries/role-assignments.ts'

/** Who holds what at a vault, ready for the rules, with names. `group` is one whose members are to be told too. */
export function useVaultAccess(vaultName: string, group?: string) {
  const { data, error, isFetching, dataUpdatedAt } = useQuery(roleAssignmentQueries.ofVault(vaultName, group))
  const access = useMemo(() => {
    if (!data) return null
    const names = new Map(data.principals.map(({ id, name }) => [id, name]))
    return {
      ...estateOf(data, Math.floor(dataUpdatedAt / 1000)),
      reading: data,
      nameOf: (id: string) => names.get(id) ?? id,
    }
  }, [data, dataUpdatedAt])
  return { access, problem: error && !data ? problemFrom(error) : null, isFetching }
}
export type VaultAccessReading = NonNullable<ReturnType<typeof useVaultAccess>['access']>
