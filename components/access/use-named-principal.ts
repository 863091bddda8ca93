'use client'

import { useAccount } from '@azure/msal-react'
import { useQuery } from '@tanstack/react-query'
import type { Principal } from '@/lib/domain/principal.ts'
import { roleAssignmentQueries } from '@/lib/queries/role-assignments.ts'

/** The principal of an object id, by name as soon as the directory tells it; null for none. */
export function useNamedPrincipal(id: string): Principal | null {
  const { data } = useQuery({ ...roleAssignmentQueries.principals(id), enabled: id !== '' })
  if (!id) return null
  return data?.items.find((one) => one.id === id) ?? { id, type: 'User', name: id }
}

/** Whoever is signed in, as a principal. */
export function useOneself(): Principal {
  const account = useAccount()
  return { id: account?.localAccountId ?? '', type: 'User', name: account?.username ?? 'your account' }
}
