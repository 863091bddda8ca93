import { checkVaultName } from '@/lib/azure/new-vaults.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultNameParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultNameParams }, ({ azure, params }) =>
  checkVaultName(azure, params.subscriptionId, params.vaultName),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
