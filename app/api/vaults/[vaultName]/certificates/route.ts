import { listCertificates } from '@/lib/azure/certificates.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { listRoute } from '@/lib/server/route.ts'

export const GET = listRoute({ params: VaultParams }, ({ azure, params }) => listCertificates(azure, params.vaultName))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
