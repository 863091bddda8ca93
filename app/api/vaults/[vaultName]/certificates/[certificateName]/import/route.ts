import { importCertificate } from '@/lib/azure/import-certificate.ts'
import { ImportCertificate, maxImportBytes } from '@/lib/domain/certificate.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { CertificateParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  {
    params: CertificateParams,
    body: ImportCertificate,
    // The file in base64, and room for the password and the tags beside it.
    maxBodyBytes: Math.ceil(maxImportBytes / 3) * 4 + 64 * 1024,
    audit: 'import',
    limit: { writes: 1 },
    status: 201,
  },
  ({ azure, params, body }) => importCertificate(azure, params.vaultName, params.certificateName, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
