import { rotateKey } from '@/lib/azure/keys.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { KeyParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: KeyParams, audit: 'rotate', limit: { writes: 1 }, status: 201 },
  ({ azure, params }) => rotateKey(azure, params.vaultName, params.keyName),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
