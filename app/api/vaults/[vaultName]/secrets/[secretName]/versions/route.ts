import { listSecretVersions } from '@/lib/azure/secrets.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { newestFirst } from '@/lib/domain/secret-versions.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { SecretParams } from '@/lib/server/params.ts'
import { listRoute } from '@/lib/server/route.ts'

export const GET = listRoute({ params: SecretParams, order: newestFirst<SecretVersion> }, ({ azure, params }) =>
  listSecretVersions(azure, params.vaultName, params.secretName),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
