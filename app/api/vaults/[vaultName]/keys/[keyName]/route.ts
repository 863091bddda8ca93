import { createKey, deleteKey, getKey, updateCurrentKey } from '@/lib/azure/keys.ts'
import { KeyPropertiesPatch, NewKey } from '@/lib/domain/key.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { KeyParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: KeyParams }, ({ azure, params }) => getKey(azure, params.vaultName, params.keyName))

export const PUT = route(
  { params: KeyParams, body: NewKey, audit: 'create', limit: { writes: 1 }, status: 201 },
  ({ azure, params, body }) => createKey(azure, params.vaultName, params.keyName, body),
)

export const PATCH = route(
  { params: KeyParams, body: KeyPropertiesPatch, audit: 'update', limit: { writes: 1 } },
  ({ azure, params, body }) => updateCurrentKey(azure, params.vaultName, params.keyName, body),
)

export const DELETE = route({ params: KeyParams, audit: 'delete', limit: { writes: 1 } }, ({ azure, params }) =>
  deleteKey(azure, params.vaultName, params.keyName),
)

export const { POST, OPTIONS } = methodNotAllowed('GET', 'PUT', 'PATCH', 'DELETE')
