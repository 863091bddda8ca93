import { getAccessPolicies, setAccessPolicy } from '@/lib/azure/access-policies.ts'
import { AccessPolicyChange } from '@/lib/domain/access-policy.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultParams }, ({ azure, params }) => getAccessPolicies(azure, params.vaultName))

export const PUT = route(
  { params: VaultParams, body: AccessPolicyChange, audit: 'setAccessPolicy', limit: { writes: 1 } },
  ({ azure, params, body }) => setAccessPolicy(azure, params.vaultName, body),
)

export const { POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET', 'PUT')
