import { getOwnPermissions } from '@/lib/azure/role-assignments.ts'
import { AssignmentPlace } from '@/lib/domain/role-assignment.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultParams, query: AssignmentPlace }, ({ azure, params, query }) =>
  getOwnPermissions(azure, params.vaultName, query.object),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
