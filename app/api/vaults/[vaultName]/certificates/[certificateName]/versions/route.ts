import { listCertificateVersions } from '@/lib/azure/certificates.ts'
import type { CertificateVersion } from '@/lib/domain/certificate.ts'
import { newestFirst } from '@/lib/domain/secret-versions.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { listRoute } from '@/lib/server/route.ts'

export const GET = listRoute(
  { params: CertificateParams, order: newestFirst<CertificateVersion> },
  ({ azure, params }) => listCertificateVersions(azure, params.vaultName, params.certificateName),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
