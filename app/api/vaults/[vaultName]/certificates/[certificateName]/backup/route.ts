import { backUp } from '@/lib/azure/backup.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route({ params: CertificateParams, audit: 'backup', limit: { writes: 1 } }, ({ azure, params }) =>
  backUp(azure, params.vaultName, 'certificates', params.certificateName),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
