import { getKey, updateKeyVersion } from '@/lib/azure/keys.ts'
import { KeyPropertiesPatch } from '@/lib/domain/key.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { KeyVersionParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: KeyVersionParams }, ({ azure, params }) =>
  getKey(azure, params.vaultName, params.keyName, params.version),
)

export const PATCH = route(
  { params: KeyVersionParams, body: KeyPropertiesPatch, audit: 'update', limit: { writes: 1 } },
  ({ azure, params, body }) => updateKeyVersion(azure, params.vaultName, params.keyName, params.version, body),
)

export const { PUT, POST, DELETE, OPTIONS } = methodNotAllowed('GET', 'PATCH')
