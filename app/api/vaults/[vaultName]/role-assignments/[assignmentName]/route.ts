import { removeRole } from '@/lib/azure/role-assignments.ts'
import { AssignmentPlace } from '@/lib/domain/role-assignment.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { AssignmentParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const DELETE = route(
  { params: AssignmentParams, query: AssignmentPlace, audit: 'removeRole', limit: { writes: 1 } },
  ({ azure, params, query }) => removeRole(azure, params.vaultName, params.assignmentName, query.object),
)
export const { GET, PUT, POST, PATCH, OPTIONS } = methodNotAllowed('DELETE')
