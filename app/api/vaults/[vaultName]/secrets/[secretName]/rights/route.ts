import { getObjectRights } from '@/lib/azure/vaults.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { SecretParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: SecretParams }, ({ azure, params }) =>
  getObjectRights(azure, params.vaultName, { collection: 'secrets', name: params.secretName }),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
