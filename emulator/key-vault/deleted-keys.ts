import { deletedKeyBundle, deletedKeyItem, keyBundle, keyId, noteKey } from './key-bundle.ts'
import { assertKeyNotManaged, currentKeyVersion, keyKind } from './key-kind.ts'
import { deletedObjectNamed, isShownDeleted } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { listAnswer } from './pages.ts'
import { purge, recover, softDelete } from './soft-delete.ts'

export async function deleteKey(call: KeyVaultCall): Promise<Answer> {
  call.audit.id = keyId(call, call.name)
  const deleted = softDelete(keyKind, call, (key) => assertKeyNotManaged(key, 'delete'))
  noteKey(call, deleted, currentKeyVersion(deleted))
  return { status: 200, body: await deletedKeyBundle(call, deleted) }
}

export function getDeletedKeys(call: KeyVaultCall): Answer {
  return listAnswer(call, call.vault.objects.deletedKeys, isShownDeleted, (key) => deletedKeyItem(call, key))
}

export async function getDeletedKey(call: KeyVaultCall): Promise<Answer> {
  call.audit.id = keyId(call, call.name)
  return { status: 200, body: await deletedKeyBundle(call, deletedObjectNamed(keyKind, call.vault, call.name)) }
}

export function purgeDeletedKey(call: KeyVaultCall): Answer {
  call.audit.id = keyId(call, call.name)
  purge(keyKind, call, (key) => assertKeyNotManaged(key, 'purge'))
  return { status: 204 }
}

export async function recoverDeletedKey(call: KeyVaultCall): Promise<Answer> {
  call.audit.id = keyId(call, call.name)
  const key = recover(keyKind, call, (key) => assertKeyNotManaged(key, 'recover'))
  return { status: 200, body: await keyBundle(call, key, currentKeyVersion(key)) }
}
