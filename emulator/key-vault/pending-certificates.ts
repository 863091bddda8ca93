import type { Certificate, CertificateOperation } from '../certificate-state.ts'
import { KeyVaultError } from '../errors.ts'
import type { CreateCertificateBody } from './certificate-body.ts'
import { certificateId, operationBundle } from './certificate-bundle.ts'
import { certificateKind, currentVersion, isPending, issuedVersions, saveCertificate } from './certificate-lookup.ts'
import { badPolicy } from './certificate-policy.ts'
import { beginRequest, endsByItself } from './certificate-request.ts'
import { assertTwinsAreFree, keyOfVersion } from './certificate-twins.ts'
import { makeKey } from './cryptography/make-key.ts'
import { assertNameIsFree, visibleObjectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { assertIssuable, newPolicy } from './whole-policy.ts'

/**
 * Asks for a new version. Key Vault signs one of its own after a short while; the others wait for somebody to merge.
 * @see https://learn.microsoft.com/azure/key-vault/certificates/create-certificate-scenarios
 */
export async function createCertificate(call: KeyVaultCall, body: CreateCertificateBody): Promise<Answer> {
  const { vault, name, emulator } = call
  const now = emulator.clock.nowSeconds()
  const policy = policyOf(call, body, now)
  assertIssuable(policy, vault)
  assertMayBegin(call)
  const known = vault.objects.certificates.get(name.toLowerCase())
  const reused = known && policy.reusesKey && (await keyOfVersion(vault, known, currentVersion(known).version))
  const material = reused || (await makeKey(policy.keyShape))
  // Again: another call may have begun one while the key was made.
  assertMayBegin(call)
  const certificate: Certificate = vault.objects.certificates.get(name.toLowerCase()) ?? { name, versions: [], policy }
  certificate.policy = policy
  const { tags = {}, enabled = true, preserveCertOrder } = body
  const given = { tags, enabled, ...(preserveCertOrder !== undefined && { preserveCertOrder }) }
  const settles = endsByItself(policy) && { settlesAtMs: Date.now() + emulator.settleMs }
  const operation = beginRequest(vault, certificate, given, { now, material, ...settles })
  saveCertificate(vault, certificate)
  const query = `api-version=${call.apiVersion}&request_id=${operation.requestId}`
  const location = `${certificateId(call, certificate.name)}/pending?${query}`
  return {
    ...answered(call, certificate, operation),
    status: 202,
    headers: { Location: location, 'Retry-After': '10' },
  }
}

export function getCertificateOperation(call: KeyVaultCall): Answer {
  const { certificate, operation } = pendingOf(call)
  const headers: Record<string, string> = isPending(certificate) ? { 'Retry-After': '10' } : {}
  return { ...answered(call, certificate, operation), headers }
}

/** Asks that a request be given up; it ends after a while. */
export function updateCertificateOperation(
  call: KeyVaultCall,
  { cancellationRequested }: { cancellationRequested: boolean },
): Answer {
  const { certificate, operation } = pendingOf(call)
  assertInProgress(operation)
  if (cancellationRequested) {
    operation.cancellationRequested = true
    operation.settlesAtMs = Date.now() + call.emulator.settleMs
    saveCertificate(call.vault, certificate)
  }
  return answered(call, certificate, operation)
}

/** Forgets a request. What it was to make is never issued. */
export function deleteCertificateOperation(call: KeyVaultCall): Answer {
  const { certificate, operation } = pendingOf(call)
  delete certificate.operation
  const issued = issuedVersions(certificate)
  if (issued.length > 0) certificate.versions = issued
  saveCertificate(call.vault, certificate)
  return answered(call, certificate, operation)
}

/** @throws KeyVaultError 404 PendingCertificateNotFound, also for another request than the one that is asked for */
export function pendingOf(call: KeyVaultCall): { certificate: Certificate; operation: CertificateOperation } {
  call.audit.id = `${certificateId(call, call.name)}/pending`
  const certificate = visibleObjectNamed(certificateKind, call.vault, call.name)
  const operation = certificate?.operation
  const asked = call.url.searchParams.get('request_id')
  if (!operation || (asked !== null && asked.toLowerCase() !== operation.requestId)) {
    throw new KeyVaultError(404, 'PendingCertificateNotFound', `Pending certificate not found: ${call.name}`)
  }
  return { certificate, operation }
}

export function assertInProgress({ status }: CertificateOperation): void {
  if (status === 'inProgress') return
  throw new KeyVaultError(403, 'Forbidden', 'Pending status must be in progress to allow update.')
}

/** Whether a new version may be made of that name at all. @throws KeyVaultError 409 */
export function assertMayBegin({ vault, name }: KeyVaultCall): void {
  assertNameIsFree(certificateKind, vault, name)
  assertTwinsAreFree(vault, name)
  const known = vault.objects.certificates.get(name.toLowerCase())
  if (!known || !isPending(known)) return
  throw new KeyVaultError(
    409,
    'Forbidden',
    "A new key vault certificate can not be created or imported while a pending key vault certificate's status is inProgress.",
  )
}

/** What the caller gave, or the policy that is there. */
function policyOf({ vault, name }: KeyVaultCall, { policy }: CreateCertificateBody, now: number) {
  const known = vault.objects.certificates.get(name.toLowerCase())
  if (policy) return { ...newPolicy(policy, now), ...(known && { created: known.policy.created }) }
  if (!known) throw badPolicy()
  return known.policy
}

function answered(call: KeyVaultCall, certificate: Certificate, operation: CertificateOperation): Answer {
  call.audit.id = `${certificateId(call, certificate.name)}/pending`
  return { status: 200, body: operationBundle(call, certificate, operation) }
}
