import { getRotationPolicy, setRotationPolicy } from '@/lib/azure/keys.ts'
import { NewRotationPolicy } from '@/lib/domain/rotation-policy.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { KeyParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: KeyParams }, ({ azure, params }) =>
  getRotationPolicy(azure, params.vaultName, params.keyName),
)

export const PUT = route(
  { params: KeyParams, body: NewRotationPolicy, audit: 'setRotationPolicy', limit: { writes: 1 } },
  ({ azure, params, body }) => setRotationPolicy(azure, params.vaultName, params.keyName, body),
)

export const { POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET', 'PUT')
