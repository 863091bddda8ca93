import { purgeVault } from '@/lib/azure/deleted-vaults.ts'
import { DeletedVaultPlace } from '@/lib/domain/deleted-vault.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const DELETE = route(
  { params: VaultParams, query: DeletedVaultPlace, audit: 'purgeVault', limit: { writes: 1 } },
  ({ azure, params, query }) => purgeVault(azure, params.vaultName, query),
)
export const { GET, PUT, POST, PATCH, OPTIONS } = methodNotAllowed('DELETE')
