import { createHash } from 'node:crypto'
import { CompactEncrypt, compactDecrypt } from 'jose'
import { KeyVaultError } from '../errors.ts'
import type { Vault } from '../state.ts'
import { geographyOf } from './geographies.ts'
import { assertNameIsFree, type Deletion, type NamedObject, type ObjectKind } from './object-kind.ts'
import type { KeyVaultCall } from './operation.ts'
import { invalidProperty, type JsonObject } from './request-body.ts'

/** https://learn.microsoft.com/azure/key-vault/general/backup#limitations */
const maxVersions = 500

interface Sealed<Live> {
  subscriptionId: string
  geography: string
  object: Live
}

/** All versions, encrypted and base64url; only a vault of the same subscription and geography takes them back. */
export async function sealBackup<Live extends NamedObject, Gone extends Live & Deletion>(
  kind: ObjectKind<Live, Gone>,
  { vault, emulator }: KeyVaultCall,
  object: Live,
): Promise<string> {
  const { noun } = kind
  if (object.versions.length > maxVersions) {
    throw new KeyVaultError(
      400,
      'BadParameter',
      `Backup is not supported for objects with more than ${maxVersions} versions: ${noun.toLowerCase()} ${object.name} has ${object.versions.length}.`,
    )
  }
  const { settlesAtMs: _, ...kept } = object
  const content = { ...placeOf(vault), object: kept }
  const encrypted = await new CompactEncrypt(Buffer.from(JSON.stringify(content)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .encrypt(keyOf(emulator.state.tenantId))
  return Buffer.from(prefixOf(noun) + encrypted).toString('base64url')
}

/**
 * Brings the object back under its own name, with its version ids and dates.
 * @throws KeyVaultError 400 for a blob that is none, or of another place; 409 where the name is taken or held
 */
export async function restoreBackup<Live extends NamedObject, Gone extends Live & Deletion>(
  kind: ObjectKind<Live, Gone>,
  { vault, emulator }: KeyVaultCall,
  blob: string,
): Promise<Live> {
  const { subscriptionId, geography, object } = await opened<Live>(kind.noun, blob, emulator.state.tenantId)
  const place = placeOf(vault)
  if (subscriptionId !== place.subscriptionId || geography !== place.geography) throw undecryptable()
  assertNameIsFree(kind, vault, object.name)
  const live = kind.live(vault.objects)
  if (live.has(object.name.toLowerCase())) {
    throw new KeyVaultError(409, 'Conflict', `${kind.noun} ${object.name} already exists in this key vault.`)
  }
  live.set(object.name.toLowerCase(), object)
  return object
}

export function readBackup(body: JsonObject): { blob: string } {
  if (typeof body.value !== 'string') throw invalidProperty()
  return { blob: body.value }
}

async function opened<Live>(noun: string, blob: string, tenantId: string): Promise<Sealed<Live>> {
  const text = Buffer.from(blob, 'base64url').toString('latin1')
  if (!text.startsWith(prefixOf(noun))) {
    throw new KeyVaultError(400, 'BadParameter', 'Backup blob contains invalid or corrupt version.')
  }
  try {
    const { plaintext } = await compactDecrypt(text.slice(prefixOf(noun).length), keyOf(tenantId))
    return JSON.parse(Buffer.from(plaintext).toString()) // authenticated: written above and nowhere else
  } catch {
    throw undecryptable()
  }
}

function prefixOf(noun: string): string {
  return `)AzureKeyVault${noun}BackupV1.microsoft.com`
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
