import { revealSecret } from '@/lib/azure/secrets.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VersionParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route({ params: VersionParams, audit: 'reveal', limit: { reveals: 1 } }, ({ azure, params }) =>
  revealSecret(azure, params.vaultName, params.secretName, params.version),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
