import { updateSecretVersion } from '@/lib/azure/secrets.ts'
import { SecretPropertiesPatch } from '@/lib/domain/secret.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VersionParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const PATCH = route(
  { params: VersionParams, body: SecretPropertiesPatch, audit: 'update', limit: { writes: 1 } },
  ({ azure, params, body }) => updateSecretVersion(azure, params.vaultName, params.secretName, params.version, body),
)
export const { GET, PUT, POST, DELETE, OPTIONS } = methodNotAllowed('PATCH')
