import { createHash } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { KeyVaultError } from '../errors.ts'
import type { Secret, SecretVersion, Vault } from '../state.ts'
import { geographyOf } from './geographies.ts'
import { assertNameIsFree, objectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { currentVersion, secretId, versionBundle } from './secret-bundle.ts'
import { secretKind } from './secret-lookup.ts'

/** https://learn.microsoft.com/azure/key-vault/general/backup#limitations */
const maxVersions = 500

const prefix = ')AzureKeyVaultSecretBackupV1.microsoft.com'

interface BackupContent {
  subscriptionId: string
  geography: string
  name: string
  versions: SecretVersion[]
}

/** All versions, encrypted; only a vault of the same subscription and geography takes them back. */
export async function backupSecret(call: KeyVaultCall): Promise<Answer> {
  const secret = objectNamed(secretKind, call.vault, call.name)
  call.audit.id = secretId(call, secret.name)
  if (secret.versions.length > maxVersions) {
    throw new KeyVaultError(
      400,
      'BadParameter',
      `Backup is not supported for objects with more than ${maxVersions} versions: secret ${secret.name} has ${secret.versions.length}.`,
    )
  }
  const content: BackupContent = { ...placeOf(call.vault), name: secret.name, versions: secret.versions }
  const encrypted = await new CompactEncrypt(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(keyOf(call.emulator.state.tenantId))
  return { status: 200, body: { value: Buffer.from(prefix + encrypted).toString('base64url') } }
}

/** Brings the secret back under its own name, with its version ids and dates. */
export async function restoreSecret(call: KeyVaultCall, { blob }: { blob: string }): Promise<Answer> {
  const { vault } = call
  const content = await contentOf(blob, call.emulator.state.tenantId)
  const { subscriptionId, geography } = placeOf(vault)
  if (content.subscriptionId !== subscriptionId || content.geography !== geography) throw undecryptable()
  assertNameIsFree(secretKind, vault, content.name)
  const key = content.name.toLowerCase()
  if (vault.objects.secrets.has(key)) {
    throw new KeyVaultError(409, 'Conflict', `Secret ${content.name} already exists in this key vault.`)
  }
  const secret: Secret = { name: content.name, versions: content.versions }
  vault.objects.secrets.set(key, secret)
  call.audit.id = secretId(call, secret.name, currentVersion(secret).version)
  return { status: 200, body: versionBundle(call, secret, currentVersion(secret)) }
}

async function contentOf(blob: string, tenantId: string): Promise<BackupContent> {
  const text = Buffer.from(blob, 'base64url').toString('latin1')
  if (!text.startsWith(prefix)) {
    throw new KeyVaultError(400, 'BadParameter', 'Backup blob contains invalid or corrupt version.')
  }
  try {
    const { plaintext } = await compactDecrypt(text.slice(prefix.length), keyOf(tenantId))
    return JSON.parse(Buffer.from(plaintext).toString()) // authenticated: written above and nowhere else
  } catch {
    throw undecryptable()
  }
}

function undecryptable(): KeyVaultError {
  return new KeyVaultError(400, 'BadParameter', 'Cannot decrypt backup blob.')
}

function placeOf({ subscriptionId, location }: Vault) {
  return { subscriptionId, geography: geographyOf(location) }
}

/** From the tenant alone, so that a backup outlives the process that made it. It guards samples, not secrets. */
function keyOf(tenantId: string): Uint8Array {
  return createHash('sha256').update(`strongroom emulator backup ${tenantId}`).digest()
}
