import { assignRole } from '@/lib/azure/role-assignments.ts'
import { NewRoleAssignment } from '@/lib/domain/role-assignment.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: VaultParams, body: NewRoleAssignment, audit: 'assignRole', limit: { writes: 1 }, status: 201 },
  ({ azure, params, body }) => assignRole(azure, params.vaultName, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
