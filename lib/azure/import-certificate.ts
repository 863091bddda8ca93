import 'server-only'
import type { ImportCertificateOptions } from '@azure/keyvault-certificates'
import type { CurrentCertificate, ImportCertificate, MergeCertificate } from '../domain/certificate.ts'
import { pfxNotOpened, readCertificateFile, readCertificates } from './certificate-files.ts'
import { toCertificateDetail, toPolicy } from './certificate-mapping.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { unlessAmbiguous } from './outcome.ts'
import { certificateClient } from './vaults.ts'

/**
 * Takes in a certificate with its private key as a new version.
 * @throws certificate_unreadable for a wrong password, a broken file, or a key that is another certificate's
 */
export async function importCertificate(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
  { content, password, enabled, tags }: ImportCertificate,
): Promise<CurrentCertificate> {
  const file = readCertificateFile(content)
  const options = {
    ...(password && { password }),
    ...(tags && { tags }),
    policy: { contentType: file.contentType },
    // What the SDK's serializer reads; its own names for both never reach Key Vault (version 4.10.3).
    certificatePolicy: { secretProperties: { contentType: file.contentType } },
    certificateAttributes: { enabled: enabled ?? true },
  } satisfies ImportCertificateOptions & Record<string, unknown>
  const importing = certificateClient(azure, vaultName).importCertificate(certificateName, file.bytes, options)
  const imported = await unlessAmbiguous(importing).catch((error: unknown) => {
    const problem = problemOf(error)
    const isPfx = file.contentType === 'application/x-pkcs12'
    throw isPfx && problem.problem.code === 'certificate_unreadable' ? pfxNotOpened(problem, Boolean(password)) : error
  })
  return { ...toCertificateDetail(imported), policy: imported.policy ? toPolicy(imported.policy) : null }
}

/**
 * Completes a request with what an authority made of it.
 * @throws certificate_unreadable for what is no certificate, certificate_mismatch for one of another request
 */
export async function mergeCertificate(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
  { certificate }: MergeCertificate,
): Promise<CurrentCertificate> {
  const chain = readCertificates(certificate)
  const merged = await unlessAmbiguous(certificateClient(azure, vaultName).mergeCertificate(certificateName, chain))
  return { ...toCertificateDetail(merged), policy: merged.policy ? toPolicy(merged.policy) : null }
}
