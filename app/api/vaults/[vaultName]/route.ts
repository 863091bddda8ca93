import { getVault } from '@/lib/azure/vaults.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultParams }, ({ azure, params }) => getVault(azure, params.vaultName))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
