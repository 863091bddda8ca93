'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type NamedPrincipal, namedPrincipals } from '@/lib/domain/access-holding.ts'
import { accessTo, type VaultAccess } from '@/lib/domain/effective-access.ts'
import { estateOf, type VaultAssignments } from '@/lib/domain/vault-assignments.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { roleAssignmentQueries } from '@/lib/queries/role-assignments.ts'

/** A reading of one vault with the rules applied to it. */
export interface AccessReading {
  reading: VaultAssignments
  access: VaultAccess
  principal: (id: string) => NamedPrincipal
}

/**
 * Who reaches a vault. The answers are worked out here and not by the server: whoever looks at an object after its vault, or
 * at another right, asks Azure nothing again, and a vault has few enough principals for it.
 */
export function useAccessReading(vaultName: string) {
  const { data, error, isPending, isFetching, dataUpdatedAt, refetch } = useQuery(
    roleAssignmentQueries.ofVault(vaultName),
  )
  const told = useMemo((): AccessReading | null => {
    if (!data) return null
    const { vault, estate } = estateOf(data, Math.floor(dataUpdatedAt / 1000))
    return { reading: data, access: accessTo(vault, estate), principal: namedPrincipals(data) }
  }, [data, dataUpdatedAt])
  return {
    told,
    problem: error && !data ? problemFrom(error) : null,
    isLoading: isPending,
    isReading: isFetching,
    reload: () => void refetch(),
  }
}
