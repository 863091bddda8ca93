import { listKeyVersions } from '@/lib/azure/keys.ts'
import type { KeyVersion } from '@/lib/domain/key.ts'
import { newestFirst } from '@/lib/domain/secret-versions.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { KeyParams } from '@/lib/server/params.ts'
import { listRoute } from '@/lib/server/route.ts'

export const GET = listRoute({ params: KeyParams, order: newestFirst<KeyVersion> }, ({ azure, params }) =>
  listKeyVersions(azure, params.vaultName, params.keyName),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
