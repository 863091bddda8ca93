import { cancelRequest, deleteRequest, getLatestRequest } from '@/lib/azure/certificate-requests.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: CertificateParams }, ({ azure, params }) =>
  getLatestRequest(azure, params.vaultName, params.certificateName),
)

/** Asks for its end; Key Vault comes to it a little later. */
export const POST = route(
  { params: CertificateParams, audit: 'cancelRequest', limit: { writes: 1 } },
  ({ azure, params }) => cancelRequest(azure, params.vaultName, params.certificateName),
)

export const DELETE = route(
  { params: CertificateParams, audit: 'deleteRequest', limit: { writes: 1 } },
  ({ azure, params }) => deleteRequest(azure, params.vaultName, params.certificateName),
)

export const { PUT, PATCH, OPTIONS } = methodNotAllowed('GET', 'POST', 'DELETE')
