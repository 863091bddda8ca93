import { deleteCertificate, getCertificate, updateCurrentCertificate } from '@/lib/azure/certificates.ts'
import { CertificatePropertiesPatch } from '@/lib/domain/certificate.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: CertificateParams }, ({ azure, params }) =>
  getCertificate(azure, params.vaultName, params.certificateName),
)

export const PATCH = route(
  { params: CertificateParams, body: CertificatePropertiesPatch, audit: 'update', limit: { writes: 1 } },
  ({ azure, params, body }) => updateCurrentCertificate(azure, params.vaultName, params.certificateName, body),
)

export const DELETE = route({ params: CertificateParams, audit: 'delete', limit: { writes: 1 } }, ({ azure, params }) =>
  deleteCertificate(azure, params.vaultName, params.certificateName),
)

export const { PUT, POST, OPTIONS } = methodNotAllowed('GET', 'PATCH', 'DELETE')
