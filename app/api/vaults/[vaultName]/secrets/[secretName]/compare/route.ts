import { compareSecretVersions } from '@/lib/azure/compare.ts'
import { CompareRequest } from '@/lib/domain/rollback.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { SecretParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: SecretParams, body: CompareRequest, audit: 'compare', limit: { reveals: 2 } },
  ({ azure, params, body }) => compareSecretVersions(azure, params.vaultName, params.secretName, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
