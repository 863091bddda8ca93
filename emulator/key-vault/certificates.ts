import type { Certificate, CertificateVersion } from '../certificate-state.ts'
import type { CreateCertificateBody } from './certificate-body.ts'
import {
  auditedProperties,
  certificateBundle,
  certificateId,
  certificateItem,
  policyBundle,
  versionItem,
} from './certificate-bundle.ts'
import { certificateKind, issuedVersions, saveCertificate, versionOf } from './certificate-lookup.ts'
import type { PolicyChanges } from './certificate-policy.ts'
import { updateTwins } from './certificate-twins.ts'
import { isSettled, objectNamed, visibleObjectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { listAnswer, pageOf } from './pages.ts'
import { changedPolicy } from './whole-policy.ts'

export function getCertificate(call: KeyVaultCall): Answer {
  const certificate = objectNamed(certificateKind, call.vault, call.name)
  const version = versionOf(certificate, call.version)
  return answered(call, certificate, version)
}

/** Those that are issued, unless the caller wants to see requests too. */
export function getCertificates(call: KeyVaultCall): Answer {
  const includesPending = call.url.searchParams.get('includePending')?.toLowerCase() === 'true'
  return listAnswer(
    call,
    call.vault.objects.certificates,
    (one) => isSettled(one) && (includesPending || issuedVersions(one).length > 0),
    (certificate) => certificateItem(call, certificate),
  )
}

/** In the order of their ids, which are random: Key Vault promises none. A name that is not there has no versions. */
export function getCertificateVersions(call: KeyVaultCall): Answer {
  call.audit.id = certificateId(call, call.name)
  const certificate = visibleObjectNamed(certificateKind, call.vault, call.name)
  const { rows, nextLink } = pageOf(call, certificate ? issuedVersions(certificate) : [], ({ version }) => version)
  const value = certificate ? rows.map((version) => versionItem(call, certificate, version)) : []
  return { status: 200, body: { value, nextLink } }
}

/** Changes what is given and leaves the rest; tags are replaced whole. */
export function updateCertificate(call: KeyVaultCall, { policy, ...changes }: CreateCertificateBody): Answer {
  const certificate = objectNamed(certificateKind, call.vault, call.name)
  const version = versionOf(certificate, call.version)
  const now = call.emulator.clock.nowSeconds()
  if (policy) certificate.policy = changedPolicy(certificate.policy, policy, now)
  Object.assign(version, changes, { updated: now })
  updateTwins(call.vault, certificate, version)
  saveCertificate(call.vault, certificate)
  return answered(call, certificate, version)
}

export function getCertificatePolicy(call: KeyVaultCall): Answer {
  const { name, policy } = objectNamed(certificateKind, call.vault, call.name)
  call.audit.id = `${certificateId(call, name)}/policy`
  return { status: 200, body: policyBundle(call, name, policy) }
}

/** Takes effect with the next version. */
export function updateCertificatePolicy(call: KeyVaultCall, changes: PolicyChanges): Answer {
  const certificate = objectNamed(certificateKind, call.vault, call.name)
  certificate.policy = changedPolicy(certificate.policy, changes, call.emulator.clock.nowSeconds())
  saveCertificate(call.vault, certificate)
  call.audit.id = `${certificateId(call, certificate.name)}/policy`
  return { status: 200, body: policyBundle(call, certificate.name, certificate.policy) }
}

function answered(call: KeyVaultCall, certificate: Certificate, version: CertificateVersion): Answer {
  call.audit.id = certificateId(call, certificate.name, version.version)
  call.audit.properties = auditedProperties(version)
  return { status: 200, body: certificateBundle(call, certificate, version) }
}
