import { listSavedQueries } from '@/lib/azure/saved-query-files.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({}, () => listSavedQueries())
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
