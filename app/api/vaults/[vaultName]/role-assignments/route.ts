import { assignRole } from '@/lib/azure/role-assignments.ts'
import { readVaultAssignments } from '@/lib/azure/vault-assignments.ts'
import { AssignmentReading, NewRoleAssignment } from '@/lib/domain/role-assignment.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultParams, query: AssignmentReading }, ({ azure, params, query }) =>
  readVaultAssignments(azure, params.vaultName, query.principal),
)
export const POST = route(
  { params: VaultParams, body: NewRoleAssignment, audit: 'assignRole', limit: { writes: 1 }, status: 201 },
  ({ azure, params, body }) => assignRole(azure, params.vaultName, body),
)
export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET', 'POST')
