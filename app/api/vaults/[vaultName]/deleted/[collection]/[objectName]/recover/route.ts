import { recoverDeletedObject } from '@/lib/azure/deleted-objects.ts'
import { RecoverRequest } from '@/lib/domain/deleted-object.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { DeletedParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: DeletedParams, body: RecoverRequest, audit: 'recover', limit: { writes: 1 } },
  ({ azure, params, body }) => recoverDeletedObject(azure, params, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
