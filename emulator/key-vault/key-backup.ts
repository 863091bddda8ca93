import { restoreBackup, sealBackup } from './backup.ts'
import { keyBundle, keyId, noteKey } from './key-bundle.ts'
import { currentKeyVersion, keyKind } from './key-kind.ts'
import { materialOf } from './key-material.ts'
import { objectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'

/** Material that was never looked at is made now: a backup is whole. */
export async function backupKey(call: KeyVaultCall): Promise<Answer> {
  const key = objectNamed(keyKind, call.vault, call.name)
  call.audit.id = keyId(call, key.name)
  for (const version of key.versions) await materialOf(call.vault, key, version)
  return { status: 200, body: { value: await sealBackup(keyKind, call, key) } }
}

export async function restoreKey(call: KeyVaultCall, { blob }: { blob: string }): Promise<Answer> {
  const key = await restoreBackup(keyKind, call, blob)
  noteKey(call, key, currentKeyVersion(key))
  return { status: 200, body: await keyBundle(call, key, currentKeyVersion(key)) }
}
