import { getSecretRights } from '@/lib/azure/vaults.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { SecretParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: SecretParams }, ({ azure, params }) =>
  getSecretRights(azure, params.vaultName, params.secretName),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
