import { deleteIssuer, getIssuer, setIssuer, updateIssuer } from '@/lib/azure/certificate-authorities.ts'
import { CertificateIssuerPatch, NewCertificateIssuer } from '@/lib/domain/certificate-authority.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { IssuerParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: IssuerParams }, ({ azure, params }) =>
  getIssuer(azure, params.vaultName, params.issuerName),
)

export const PUT = route(
  { params: IssuerParams, body: NewCertificateIssuer, audit: 'setIssuer', limit: { writes: 1 } },
  ({ azure, params, body }) => setIssuer(azure, params.vaultName, params.issuerName, body),
)

export const PATCH = route(
  { params: IssuerParams, body: CertificateIssuerPatch, audit: 'setIssuer', limit: { writes: 1 } },
  ({ azure, params, body }) => updateIssuer(azure, params.vaultName, params.issuerName, body),
)

export const DELETE = route(
  { params: IssuerParams, audit: 'deleteIssuer', limit: { writes: 1 } },
  ({ azure, params }) => deleteIssuer(azure, params.vaultName, params.issuerName),
)

export const { POST, OPTIONS } = methodNotAllowed('GET', 'PUT', 'PATCH', 'DELETE')
