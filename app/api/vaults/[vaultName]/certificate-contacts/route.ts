import { deleteContacts, getContacts, setContacts } from '@/lib/azure/certificate-authorities.ts'
import { NewCertificateContacts } from '@/lib/domain/certificate-authority.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultParams }, ({ azure, params }) => getContacts(azure, params.vaultName))

export const PUT = route(
  { params: VaultParams, body: NewCertificateContacts, audit: 'setContacts', limit: { writes: 1 } },
  ({ azure, params, body }) => setContacts(azure, params.vaultName, body),
)

export const DELETE = route(
  { params: VaultParams, audit: 'deleteContacts', limit: { writes: 1 } },
  ({ azure, params }) => deleteContacts(azure, params.vaultName),
)

export const { POST, PATCH, OPTIONS } = methodNotAllowed('GET', 'PUT', 'DELETE')
