import { deletedObjectNamed, isShownDeleted } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { listAnswer } from './pages.ts'
import { currentVersion, deletedBundle, deletedItem, secretId, versionBundle } from './secret-bundle.ts'
import { assertNotManaged, secretKind } from './secret-lookup.ts'
import { purge, recover, softDelete } from './soft-delete.ts'

export function deleteSecret(call: KeyVaultCall): Answer {
  const deleted = softDelete(secretKind, call, (secret) => assertNotManaged(secret, 'delete'))
  call.audit.id = secretId(call, deleted.name, currentVersion(deleted).version)
  return { status: 200, body: deletedBundle(call, deleted) }
}

export function getDeletedSecrets(call: KeyVaultCall): Answer {
  return listAnswer(call, call.vault.objects.deletedSecrets, isShownDeleted, (secret) => deletedItem(call, secret))
}

export function getDeletedSecret(call: KeyVaultCall): Answer {
  call.audit.id = secretId(call, call.name)
  return { status: 200, body: deletedBundle(call, deletedObjectNamed(secretKind, call.vault, call.name)) }
}

export function purgeDeletedSecret(call: KeyVaultCall): Answer {
  call.audit.id = secretId(call, call.name)
  purge(secretKind, call, (secret) => assertNotManaged(secret, 'purge'))
  return { status: 204 }
}

export function recoverDeletedSecret(call: KeyVaultCall): Answer {
  call.audit.id = secretId(call, call.name)
  const secret = recover(secretKind, call, (secret) => assertNotManaged(secret, 'recover'))
  return { status: 200, body: versionBundle(call, secret, currentVersion(secret)) }
}
