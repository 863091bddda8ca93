import { KeyVaultError } from '../errors.ts'
import type { Vault } from '../state.ts'
import {
  assertNameIsFree,
  type Deletion,
  deletedObjectNamed,
  type NamedObject,
  type ObjectKind,
  objectNamed,
} from './object-kind.ts'
import type { KeyVaultCall } from './operation.ts'

const daySeconds = 86_400

/**
 * Deletes all versions, softly. The deleted object shows after a while, in which its name is held.
 * @param assertDeletable throws where this one must stay
 */
export function softDelete<Live extends NamedObject>(
  kind: ObjectKind<Live, Live & Deletion>,
  { vault, name, emulator }: KeyVaultCall,
  assertDeletable: (object: Live) => void,
): Live & Deletion {
  const live = kind.live(vault.objects)
  if (live.has(name.toLowerCase())) assertNameIsFree(kind, vault, name)
  const object = objectNamed(kind, vault, name)
  assertDeletable(object)
  const deletedDate = emulator.clock.nowSeconds()
  const deleted = {
    ...object,
    deletedDate,
    scheduledPurgeDate: deletedDate + vault.softDeleteRetentionInDays * daySeconds,
    settlesAtMs: Date.now() + emulator.settleMs,
  }
  live.delete(name.toLowerCase())
  kind.deleted(vault.objects).set(name.toLowerCase(), deleted)
  return deleted
}

/** Ends it for good; the name is held for a while yet. */
export function purge<Live extends NamedObject>(
  kind: ObjectKind<Live, Live & Deletion>,
  { vault, name, emulator }: KeyVaultCall,
  assertPurgeable: (object: Live) => void = () => undefined,
): void {
  const deleted = deletedObjectNamed(kind, vault, name)
  assertPurgeable(deleted)
  if (vault.enablePurgeProtection) throw purgeProtected(vault)
  const purging = { ...deleted, isPurging: true, settlesAtMs: Date.now() + emulator.settleMs }
  kind.deleted(vault.objects).set(name.toLowerCase(), purging)
}

/** Brings back all versions. The object shows after a while. */
export function recover<Live extends NamedObject>(
  kind: ObjectKind<Live, Live & Deletion>,
  { vault, name, emulator }: KeyVaultCall,
  assertRecoverable: (object: Live) => void = () => undefined,
): Live {
  const deleted = deletedObjectNamed(kind, vault, name)
  assertRecoverable(deleted)
  const { deletedDate: _, scheduledPurgeDate: __, ...object } = deleted
  const recovered = { ...object, settlesAtMs: Date.now() + emulator.settleMs } as unknown as Live // what deletion added is gone
  kind.deleted(vault.objects).delete(name.toLowerCase())
  kind.live(vault.objects).set(name.toLowerCase(), recovered)
  return recovered
}

function purgeProtected({ name, location }: Vault): KeyVaultError {
  return new KeyVaultError(
    403,
    'Forbidden',
    `Operation "purge" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.\r\nVault: ${name};location=${location}`,
    'ForbiddenByPolicy',
  )
}
