import { listIssuers } from '@/lib/azure/certificate-authorities.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { listRoute } from '@/lib/server/route.ts'

export const GET = listRoute({ params: VaultParams }, ({ azure, params }) => listIssuers(azure, params.vaultName))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
