import { createCertificate } from '@/lib/azure/certificate-requests.ts'
import { NewCertificate } from '@/lib/domain/certificate.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: CertificateParams, body: NewCertificate, audit: 'create', limit: { writes: 1 }, status: 202 },
  ({ azure, params, body }) => createCertificate(azure, params.vaultName, params.certificateName, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
