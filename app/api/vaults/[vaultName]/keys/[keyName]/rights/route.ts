import { getObjectRights } from '@/lib/azure/vaults.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { KeyParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: KeyParams }, ({ azure, params }) =>
  getObjectRights(azure, params.vaultName, { collection: 'keys', name: params.keyName }),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
