import { mergeCertificate } from '@/lib/azure/import-certificate.ts'
import { MergeCertificate } from '@/lib/domain/certificate.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: CertificateParams, body: MergeCertificate, audit: 'merge', limit: { writes: 1 }, status: 201 },
  ({ azure, params, body }) => mergeCertificate(azure, params.vaultName, params.certificateName, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
