import { rollBackSecret } from '@/lib/azure/rollback.ts'
import { RollbackRequest } from '@/lib/domain/rollback.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { SecretParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: SecretParams, body: RollbackRequest, audit: 'rollback', limit: { writes: 1 } },
  ({ azure, params, body }) => rollBackSecret(azure, params, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
