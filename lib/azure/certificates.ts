import 'server-only'
import type {
  Certificate,
  CertificateDetail,
  CertificatePropertiesPatch,
  CertificateVersion,
  CurrentCertificate,
} from '../domain/certificate.ts'
import type { CertificatePolicy, NewCertificatePolicy } from '../domain/certificate-policy.ts'
import type { Deletion } from '../domain/object-properties.ts'
import type { Page } from '../domain/page.ts'
import { pagesOf } from './call-scope.ts'
import {
  toAzurePolicy,
  toCertificate,
  toCertificateDetail,
  toCertificateVersion,
  toPolicy,
} from './certificate-mapping.ts'
import type { AzureContext } from './context.ts'
import { deletionOf } from './deletion.ts'
import { mergeTags } from './object-patch.ts'
import { unlessAmbiguous } from './outcome.ts'
import { ProblemError } from './problem-error.ts'
import { certificateClient } from './vaults.ts'

/**
 * The certificates of a vault, 25 a page, with the properties of their current versions and those that are still to be
 * issued. One audited `CertificateList` a page.
 */
export async function* listCertificates(azure: AzureContext, vaultName: string): AsyncGenerator<Page<Certificate>> {
  const client = certificateClient(azure, vaultName)
  const pages = client.listPropertiesOfCertificates({ includePending: true }).byPage()
  for await (const page of pagesOf(azure, pages)) yield { items: page.map(toCertificate) }
}

/** The versions of a certificate, 25 a page, in no promised order. @throws certificate_not_found where there is none */
export async function* listCertificateVersions(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
): AsyncGenerator<Page<CertificateVersion>> {
  const pages = certificateClient(azure, vaultName).listPropertiesOfCertificateVersions(certificateName).byPage()
  let isEmpty = true
  for await (const page of pagesOf(azure, pages)) {
    isEmpty &&= page.length === 0
    if (page.length > 0) yield { items: page.map(toCertificateVersion) }
  }
  if (isEmpty) throw certificateNotFound()
}

/** The current version with its public part, and the policy. One audited `CertificateGet`, which reads no key. */
export async function getCertificate(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
): Promise<CurrentCertificate> {
  const found = await certificateClient(azure, vaultName).getCertificate(certificateName)
  return { ...toCertificateDetail(found), policy: found.policy ? toPolicy(found.policy) : null }
}

/** One version with its public part. */
export async function getCertificateVersion(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
  version: string,
): Promise<CertificateDetail> {
  return toCertificateDetail(await certificateClient(azure, vaultName).getCertificateVersion(certificateName, version))
}

/** Changes the named properties of one version and no other. Key Vault replaces all tags, so they are read again first. */
export async function updateCertificateVersion(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
  version: string,
  { enabled, tags: patch }: CertificatePropertiesPatch,
): Promise<CertificateVersion> {
  const client = certificateClient(azure, vaultName)
  const before = patch && (await client.getCertificateVersion(certificateName, version)).properties.tags
  const options = {
    ...(enabled !== undefined && { enabled }),
    ...(patch && { tags: mergeTags('certificate', before ?? {}, patch) }),
  }
  const updated = await unlessAmbiguous(client.updateCertificateProperties(certificateName, version, options))
  return toCertificateVersion(updated.properties)
}

/** As `updateCertificateVersion`, of the version that is current when the change arrives; a change of tags names the one that is current now. */
export async function updateCurrentCertificate(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
  patch: CertificatePropertiesPatch,
): Promise<CertificateVersion> {
  const current = patch.tags && (await certificateClient(azure, vaultName).getCertificate(certificateName))
  return updateCertificateVersion(azure, vaultName, certificateName, current?.properties.version ?? '', patch)
}

/** How the next version is made. */
export async function getCertificatePolicy(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
): Promise<CertificatePolicy> {
  return toPolicy(await certificateClient(azure, vaultName).getCertificatePolicy(certificateName))
}

/** Puts a policy in the place of the one that is there; versions that are there do not change. */
export async function updateCertificatePolicy(
  azure: AzureContext,
  vaultName: string,
  certificateName: string,
  policy: NewCertificatePolicy,
): Promise<CertificatePolicy> {
  const client = certificateClient(azure, vaultName)
  await unlessAmbiguous(client.updateCertificatePolicy(certificateName, toAzurePolicy(policy)))
  // The SDK answers with an empty policy, whatever Key Vault said. The change is made, even if this look at it fails.
  const after = await client.getCertificatePolicy(certificateName).catch(() => toAzurePolicy(policy))
  return toPolicy(after)
}

/** Deletes a certificate with its key, its secret and all versions, recoverably. */
export function deleteCertificate(azure: AzureContext, vaultName: string, certificateName: string): Promise<Deletion> {
  const client = certificateClient(azure, vaultName)
  return deletionOf(certificateName, (options) => client.beginDeleteCertificate(certificateName, options))
}

function certificateNotFound(): ProblemError {
  return new ProblemError({ code: 'certificate_not_found', message: 'There is no such certificate in this vault.' })
}
