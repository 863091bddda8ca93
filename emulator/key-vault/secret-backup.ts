import { restoreBackup, sealBackup } from './backup.ts'
import { objectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { currentVersion, secretId, versionBundle } from './secret-bundle.ts'
import { secretKind } from './secret-lookup.ts'

export async function backupSecret(call: KeyVaultCall): Promise<Answer> {
  const secret = objectNamed(secretKind, call.vault, call.name)
  call.audit.id = secretId(call, secret.name)
  return { status: 200, body: { value: await sealBackup(secretKind, call, secret) } }
}

export async function restoreSecret(call: KeyVaultCall, { blob }: { blob: string }): Promise<Answer> {
  const secret = await restoreBackup(secretKind, call, blob)
  call.audit.id = secretId(call, secret.name, currentVersion(secret).version)
  return { status: 200, body: versionBundle(call, secret, currentVersion(secret)) }
}
