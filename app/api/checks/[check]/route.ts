import { checkObjects } from '@/lib/azure/checks.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CheckParams, ObjectsQuery } from '@/lib/server/params.ts'
import { streamRoute } from '@/lib/server/route.ts'

export const GET = streamRoute({ params: CheckParams, query: ObjectsQuery }, ({ azure, params, query }) =>
  checkObjects(azure, params.check, query),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
