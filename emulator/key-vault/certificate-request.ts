import { randomBytes } from 'node:crypto'
import type { Certificate, CertificateOperation, CertificatePolicy, CertificateVersion } from '../certificate-state.ts'
import type { PrivateJwk } from '../key-state.ts'
import type { Vault } from '../state.ts'
import { issuedVersions, saveCertificate } from './certificate-lookup.ts'
import { dropTwins, putTwins } from './certificate-twins.ts'
import { selfSigned, signingRequest, validityFrom } from './make-certificate.ts'
import type { CertificateChain } from './x509/certificate-chain.ts'
import { readCertificate } from './x509/read-certificate.ts'

export interface NewVersion {
  tags: Record<string, string>
  enabled: boolean
  preserveCertOrder?: boolean
}

/**
 * Begins the request for a new version: its key, the signing request and a version that is not issued yet.
 * @param now when it was asked for, in Unix seconds of the emulated cloud
 * @param settlesAtMs when it ends by itself; absent where somebody else has to sign
 */
export function beginRequest(
  vault: Vault,
  certificate: Certificate,
  given: NewVersion,
  { now, settlesAtMs, material }: { now: number; settlesAtMs?: number; material: PrivateJwk },
): CertificateOperation {
  const { policy } = certificate
  const version: CertificateVersion = {
    version: newVersionId(),
    isIssued: false,
    ...given,
    created: now,
    updated: now,
    ...validityFrom(policy, now),
  }
  const operation: CertificateOperation = {
    requestId: randomBytes(16).toString('hex'),
    version: version.version,
    status: 'inProgress',
    issuer: policy.issuer,
    cancellationRequested: false,
    startedAt: now,
    csr: signingRequest(policy, material).toString('base64'),
    privateKey: material,
    ...(settlesAtMs !== undefined && { settlesAtMs }),
  }
  const issued = issuedVersions(certificate)
  certificate.versions = [...issued, version]
  certificate.operation = operation
  if (issued.length === 0) {
    // A name that was never issued shows its key and secret, disabled; later ones keep those that are in use.
    dropTwins(vault, certificate.name)
    putTwins(vault, certificate, version, material)
  }
  return operation
}

/** Ends a request whose time has come. @returns whether anything changed */
export function endOperation(vault: Vault, certificate: Certificate): boolean {
  const { operation } = certificate
  if (operation?.status !== 'inProgress' || operation.settlesAtMs === undefined) return false
  if (operation.settlesAtMs > Date.now()) return false
  if (operation.cancellationRequested) {
    operation.status = 'cancelled'
    return true
  }
  const { policy } = certificate
  const { privateKey, startedAt } = operation
  if (!privateKey) return false
  complete(vault, certificate, operation, selfSigned(policy, validityFrom(policy, startedAt), privateKey))
  return true
}

/** Issues the version that was asked for. */
export function complete(
  vault: Vault,
  certificate: Certificate,
  operation: CertificateOperation,
  { leaf, chain }: CertificateChain,
  changes: Partial<CertificateVersion> = {},
): CertificateVersion {
  const version = certificate.versions.find((one) => one.version === operation.version)
  if (!version) throw new Error(`The request of ${certificate.name} is for a version that is not there.`)
  const { notBefore: nbf, notAfter: exp } = readCertificate(leaf)
  Object.assign(version, { nbf, exp }, changes, {
    isIssued: true,
    cer: leaf.toString('base64'),
    chain: chain.map((der) => der.toString('base64')),
  })
  operation.status = 'completed'
  delete operation.settlesAtMs
  const material = operation.privateKey
  delete operation.privateKey
  putTwins(vault, certificate, version, material)
  saveCertificate(vault, certificate)
  return version
}

export function newVersionId(): string {
  return randomBytes(16).toString('hex')
}

/** How long after its start a request ends by itself: what Key Vault signs does, what others sign does not. */
export function endsByItself({ issuer }: CertificatePolicy): boolean {
  return issuer.name === 'Self'
}
