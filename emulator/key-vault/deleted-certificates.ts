import { certificateBundle, certificateId, deletedBundle, deletedItem } from './certificate-bundle.ts'
import { certificateKind, currentVersion, issuedVersions } from './certificate-lookup.ts'
import { withTwins } from './certificate-twins.ts'
import { deletedObjectNamed, isShownDeleted } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { listAnswer } from './pages.ts'
import { purge, recover, softDelete } from './soft-delete.ts'

/** Deletes all versions with the policy, the key and the secret, softly. A request under way ends with it. */
export function deleteCertificate(call: KeyVaultCall): Answer {
  const deleted = softDelete(certificateKind, call, () => undefined)
  withTwins(
    (kind) => kind.live(call.vault.objects).has(call.name.toLowerCase()) && softDelete(kind, call, () => undefined),
  )
  call.audit.id = certificateId(call, deleted.name, currentVersion(deleted).version)
  return { status: 200, body: deletedBundle(call, deleted) }
}

export function getDeletedCertificates(call: KeyVaultCall): Answer {
  const includesPending = call.url.searchParams.get('includePending')?.toLowerCase() === 'true'
  return listAnswer(
    call,
    call.vault.objects.deletedCertificates,
    (one) => isShownDeleted(one) && (includesPending || issuedVersions(one).length > 0),
    (certificate) => deletedItem(call, certificate),
  )
}

export function getDeletedCertificate(call: KeyVaultCall): Answer {
  call.audit.id = certificateId(call, call.name)
  return { status: 200, body: deletedBundle(call, deletedObjectNamed(certificateKind, call.vault, call.name)) }
}

export function purgeDeletedCertificate(call: KeyVaultCall): Answer {
  call.audit.id = certificateId(call, call.name)
  purge(certificateKind, call)
  withTwins((kind) => kind.deleted(call.vault.objects).has(call.name.toLowerCase()) && purge(kind, call))
  return { status: 204 }
}

/** Brings back all versions, with their key and secret. */
export function recoverDeletedCertificate(call: KeyVaultCall): Answer {
  call.audit.id = certificateId(call, call.name)
  const certificate = recover(certificateKind, call)
  withTwins((kind) => kind.deleted(call.vault.objects).has(call.name.toLowerCase()) && recover(kind, call))
  return { status: 200, body: certificateBundle(call, certificate, currentVersion(certificate)) }
}
