import { recoverVault } from '@/lib/azure/deleted-vaults.ts'
import { DeletedVaultPlace } from '@/lib/domain/deleted-vault.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: VaultParams, query: DeletedVaultPlace, audit: 'recoverVault', limit: { writes: 1 } },
  ({ azure, params, query }) => recoverVault(azure, params.vaultName, query),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
