import { deleteVault } from '@/lib/azure/vault-settings.ts'
import { getVault } from '@/lib/azure/vaults.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultParams }, ({ azure, params }) => getVault(azure, params.vaultName))

export const DELETE = route({ params: VaultParams, audit: 'deleteVault', limit: { writes: 1 } }, ({ azure, params }) =>
  deleteVault(azure, params.vaultName),
)

export const { PUT, POST, PATCH, OPTIONS } = methodNotAllowed('GET', 'DELETE')
