import { restore } from '@/lib/azure/backup.ts'
import { backupFileLimitBytes, RestoreRequest } from '@/lib/domain/backup.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

// Not below the collection, where an object could have this name. A backup holds up to 500 versions, so the body may be long.
export const POST = route(
  {
    params: VaultParams,
    body: RestoreRequest,
    maxBodyBytes: Math.ceil(backupFileLimitBytes / 3) * 4 + 1024,
    audit: 'restore',
    limit: { writes: 1 },
    status: 201,
  },
  ({ azure, params, body }) => restore(azure, params.vaultName, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
