import type { Certificate, CertificateVersion, DeletedCertificate } from '../certificate-state.ts'
import type { Vault } from '../state.ts'
import { notFound, type ObjectKind } from './object-kind.ts'

export const certificateKind: ObjectKind<Certificate, DeletedCertificate> = {
  noun: 'Certificate',
  live: ({ certificates }) => certificates,
  deleted: ({ deletedCertificates }) => deletedCertificates,
}

/** The newest one that is issued; before there is any, the one that is asked for. */
export function currentVersion(certificate: Certificate): CertificateVersion {
  const current = issuedVersions(certificate).at(-1) ?? certificate.versions.at(-1)
  if (!current) throw new Error(`The certificate ${certificate.name} has no version; the state promises at least one.`)
  return current
}

/** Oldest first. */
export function issuedVersions({ versions }: Certificate): CertificateVersion[] {
  return versions.filter(({ isIssued }) => isIssued)
}

/** The version that was asked for; the current one when none was. @throws KeyVaultError 404 CertificateNotFound */
export function versionOf(certificate: Certificate, version: string): CertificateVersion {
  if (version === '') return currentVersion(certificate)
  const found = certificate.versions.find((one) => one.version === version)
  if (!found) throw notFound(certificateKind, `${certificate.name}/${version}`)
  return found
}

/** Whether a request for a new version is under way. */
export function isPending({ operation }: Certificate): boolean {
  return operation?.status === 'inProgress'
}

/** Whether this very certificate is in the vault, and not deleted. */
export function isLive({ objects }: Vault, certificate: Certificate): boolean {
  return objects.certificates.get(certificate.name.toLowerCase()) === certificate
}

/** Changed in place or new: from here on the vault knows that something changed. */
export function saveCertificate({ objects }: Vault, certificate: Certificate): void {
  objects.certificates.set(certificate.name.toLowerCase(), certificate)
}
