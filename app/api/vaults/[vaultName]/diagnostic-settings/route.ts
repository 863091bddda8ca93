import { switchLoggingOn } from '@/lib/azure/logging-setting.ts'
import { NewLogging } from '@/lib/domain/logging-setting.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: VaultParams, body: NewLogging, audit: 'switchLoggingOn', limit: { writes: 1 }, status: 201 },
  ({ azure, params, body }) => switchLoggingOn(azure, params.vaultName, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
