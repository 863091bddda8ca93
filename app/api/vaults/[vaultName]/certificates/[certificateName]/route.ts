import { deleteCertificate, getCertificate } from '@/lib/azure/certificates.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: CertificateParams }, ({ azure, params }) =>
  getCertificate(azure, params.vaultName, params.certificateName),
)

export const DELETE = route({ params: CertificateParams, audit: 'delete', limit: { writes: 1 } }, ({ azure, params }) =>
  deleteCertificate(azure, params.vaultName, params.certificateName),
)

export const { PUT, POST, PATCH, OPTIONS } = methodNotAllowed('GET', 'DELETE')
