'use client'

import { useQuery } from '@tanstack/react-query'
import { allows } from '@/lib/domain/own-access.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import { ownPermissionQueries } from '@/lib/queries/role-assignments.ts'

/** Why a person may not assign or remove roles at a place; null where they may, or where only the call can tell. */
export function useMayAssign(vaultName: string, object: ObjectPath | null, deed: 'write' | 'delete'): string | null {
  const { data } = useQuery(ownPermissionQueries.at(vaultName, object))
  const action = `Microsoft.Authorization/roleAssignments/${deed}`
  if (!data?.permissions || allows(data.permissions, action, 'management')) return null
  const words = deed === 'write' ? 'assign' : 'remove'
  return `You may not ${words} roles here: you need the role Key Vault Data Access Administrator, or another one with ${action}.`
}
