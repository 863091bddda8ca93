import { getCertificateVersion, updateCertificateVersion } from '@/lib/azure/certificates.ts'
import { CertificatePropertiesPatch } from '@/lib/domain/certificate.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateVersionParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: CertificateVersionParams }, ({ azure, params }) =>
  getCertificateVersion(azure, params.vaultName, params.certificateName, params.version),
)

export const PATCH = route(
  { params: CertificateVersionParams, body: CertificatePropertiesPatch, audit: 'update', limit: { writes: 1 } },
  ({ azure, params, body }) =>
    updateCertificateVersion(azure, params.vaultName, params.certificateName, params.version, body),
)
export const { PUT, POST, DELETE, OPTIONS } = methodNotAllowed('GET', 'PATCH')
