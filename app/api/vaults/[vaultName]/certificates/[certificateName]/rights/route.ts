import { getObjectRights } from '@/lib/azure/vaults.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: CertificateParams }, ({ azure, params }) =>
  getObjectRights(azure, params.vaultName, { collection: 'certificates', name: params.certificateName }),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
