import { signWithKey } from '@/lib/azure/key-use.ts'
import { SignRequest } from '@/lib/domain/key-algorithms.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { KeyVersionParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: KeyVersionParams, body: SignRequest, audit: 'sign', limit: { reveals: 1 } },
  ({ azure, params, body }) => signWithKey(azure, params, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
