import { purgeDeletedObject } from '@/lib/azure/deleted-objects.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { DeletedParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const DELETE = route({ params: DeletedParams, audit: 'purge', limit: { writes: 1 } }, ({ azure, params }) =>
  purgeDeletedObject(azure, params),
)
export const { GET, PUT, POST, PATCH, OPTIONS } = methodNotAllowed('DELETE')
