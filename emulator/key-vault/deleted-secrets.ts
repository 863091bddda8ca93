import { KeyVaultError } from '../errors.ts'
import type { DeletedSecret } from '../state.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { pageOf } from './pages.ts'
import { currentVersion, deletedBundle, deletedItem, purgeDate, secretId, versionBundle } from './secret-bundle.ts'
import {
  assertNameIsFree,
  assertNotManaged,
  deletedSecretNamed,
  secretNamed,
  visibleDeletedSecrets,
} from './secret-lookup.ts'

/** Deletes all versions, softly. The deleted secret shows after a while, in which its name is held. */
export function deleteSecret(call: KeyVaultCall): Answer {
  const { vault, name, emulator } = call
  const { secrets, deletedSecrets } = vault.objects
  if (secrets.has(name.toLowerCase())) assertNameIsFree(vault, name)
  const secret = secretNamed(vault, name)
  assertNotManaged(secret, 'delete')
  const now = emulator.clock.nowSeconds()
  const deleted: DeletedSecret = {
    ...secret,
    deletedDate: now,
    scheduledPurgeDate: purgeDate(now, call),
    settlesAtMs: Date.now() + emulator.settleMs,
  }
  secrets.delete(name.toLowerCase())
  deletedSecrets.set(name.toLowerCase(), deleted)
  call.audit.id = secretId(call, secret.name, currentVersion(secret).version)
  return { status: 200, body: deletedBundle(call, deleted) }
}

export function getDeletedSecrets(call: KeyVaultCall): Answer {
  const { rows, nextLink } = pageOf(call, visibleDeletedSecrets(call.vault), ({ name }) => name.toLowerCase())
  return { status: 200, body: { value: rows.map((secret) => deletedItem(call, secret)), nextLink } }
}

export function getDeletedSecret(call: KeyVaultCall): Answer {
  call.audit.id = secretId(call, call.name)
  return { status: 200, body: deletedBundle(call, deletedSecretNamed(call.vault, call.name)) }
}

export function purgeDeletedSecret(call: KeyVaultCall): Answer {
  const { vault, name, emulator } = call
  call.audit.id = secretId(call, name)
  const secret = deletedSecretNamed(vault, name)
  if (vault.enablePurgeProtection) {
    throw new KeyVaultError(
      403,
      'Forbidden',
      `Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.\r\nVault: ${vault.name};location=${vault.location}`,
    )
  }
  secret.isPurging = true
  secret.settlesAtMs = Date.now() + emulator.settleMs
  return { status: 204 }
}

/** Brings back all versions. The secret shows after a while. */
export function recoverDeletedSecret(call: KeyVaultCall): Answer {
  const { vault, name, emulator } = call
  call.audit.id = secretId(call, name)
  const { deletedDate: _, scheduledPurgeDate: __, ...secret } = deletedSecretNamed(vault, name)
  secret.settlesAtMs = Date.now() + emulator.settleMs
  vault.objects.deletedSecrets.delete(name.toLowerCase())
  vault.objects.secrets.set(name.toLowerCase(), secret)
  return { status: 200, body: versionBundle(call, secret, currentVersion(secret)) }
}
