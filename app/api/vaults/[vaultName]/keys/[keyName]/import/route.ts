import { importKey } from '@/lib/azure/keys.ts'
import { ImportKey } from '@/lib/domain/key.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { KeyParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: KeyParams, body: ImportKey, audit: 'import', limit: { writes: 1 }, status: 201 },
  ({ azure, params, body }) => importKey(azure, params.vaultName, params.keyName, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
