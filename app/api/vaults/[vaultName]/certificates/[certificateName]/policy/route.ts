import { getCertificatePolicy, updateCertificatePolicy } from '@/lib/azure/certificates.ts'
import { NewCertificatePolicy } from '@/lib/domain/certificate-policy.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: CertificateParams }, ({ azure, params }) =>
  getCertificatePolicy(azure, params.vaultName, params.certificateName),
)

export const PATCH = route(
  { params: CertificateParams, body: NewCertificatePolicy, audit: 'setPolicy', limit: { writes: 1 } },
  ({ azure, params, body }) => updateCertificatePolicy(azure, params.vaultName, params.certificateName, body),
)
export const { PUT, POST, DELETE, OPTIONS } = methodNotAllowed('GET', 'PATCH')
