'use client'

import { useQuery } from '@tanstack/react-query'
import { rightReason } from '@/lib/domain/right-reason.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'

/** Why the person may not change what a vault keeps for all its certificates; null where they may try. */
export function useManageReason(vaultName: string, operation: 'manageIssuers' | 'manageContacts'): string | null {
  const { data: vault } = useQuery(vaultQueries.detail(vaultName))
  const right = vault?.rights.certificates[operation]
  return rightReason('certificates', operation, right, vault?.facts?.permissionModel ?? null)
}
