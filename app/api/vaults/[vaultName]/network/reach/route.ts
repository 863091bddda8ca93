import { checkReach } from '@/lib/azure/reach.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultParams }, ({ azure, params }) => checkReach(azure, params.vaultName))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
