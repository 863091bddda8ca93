import { deleteSecret, getCurrentVersion, setSecret, updateCurrentSecret } from '@/lib/azure/secrets.ts'
import { NewSecretVersion, SecretPropertiesPatch } from '@/lib/domain/secret.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { SecretParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: SecretParams }, ({ azure, params }) =>
  getCurrentVersion(azure, params.vaultName, params.secretName),
)

export const PUT = route(
  { params: SecretParams, body: NewSecretVersion, audit: 'set', limit: { writes: 1 }, status: 201 },
  ({ azure, params, body }) => setSecret(azure, params.vaultName, params.secretName, body),
)

export const PATCH = route(
  { params: SecretParams, body: SecretPropertiesPatch, audit: 'update', limit: { writes: 1 } },
  ({ azure, params, body }) => updateCurrentSecret(azure, params.vaultName, params.secretName, body),
)

export const DELETE = route({ params: SecretParams, audit: 'delete', limit: { writes: 1 } }, ({ azure, params }) =>
  deleteSecret(azure, params.vaultName, params.secretName),
)

export const { POST, OPTIONS } = methodNotAllowed('GET', 'PUT', 'PATCH', 'DELETE')
