import { decryptWithKey } from '@/lib/azure/key-use.ts'
import { DecryptRequest } from '@/lib/domain/key-algorithms.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { KeyVersionParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: KeyVersionParams, body: DecryptRequest, audit: 'decrypt', limit: { reveals: 1 } },
  ({ azure, params, body }) => decryptWithKey(azure, params, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
