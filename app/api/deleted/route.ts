import { listDeletedEverywhere } from '@/lib/azure/deleted-objects.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { ObjectsQuery } from '@/lib/server/params.ts'
import { streamRoute } from '@/lib/server/route.ts'

export const GET = streamRoute({ query: ObjectsQuery }, ({ azure, query }) => listDeletedEverywhere(azure, query))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
