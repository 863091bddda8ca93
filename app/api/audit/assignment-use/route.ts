import { readAssignmentUse } from '@/lib/azure/assignment-use.ts'
import { AssignmentUseQuery } from '@/lib/domain/assignment-use.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ query: AssignmentUseQuery }, ({ azure, query }) => readAssignmentUse(azure, query))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
