import { KeyVaultError } from '../errors.ts'
import type { OrderedMap } from '../ordered-map.ts'
import type { Vault, VaultObjects } from '../state.ts'
import { earliestOf } from './earliest.ts'

/** What secrets, keys and certificates have in common: a name, versions, and time that a change takes to show. */
export interface NamedObject {
  name: string
  versions: { version: string }[]
  /** Until then, in milliseconds of real time, reads answer 404. */
  settlesAtMs?: number
}

export interface Deletion {
  deletedDate: number
  scheduledPurgeDate: number
  /** Purged, but the name is held until `settlesAtMs`. */
  isPurging?: boolean
}

export interface ObjectKind<Live extends NamedObject, Gone extends Live & Deletion> {
  /** As messages and error codes begin: `Secret` of `SecretNotFound`. */
  noun: 'Secret' | 'Key' | 'Certificate'
  live(objects: VaultObjects): OrderedMap<Live>
  deleted(objects: VaultObjects): OrderedMap<Gone>
}

/** What has not settled yet does not show. */
export function isSettled({ settlesAtMs }: NamedObject): boolean {
  return settlesAtMs === undefined || settlesAtMs <= Date.now()
}

/** Whether lists of deleted objects show it. */
export function isShownDeleted(deleted: NamedObject & Deletion): boolean {
  return isSettled(deleted) && !deleted.isPurging
}

/** The object of that name, if it shows: what the lists of versions ask, which know no 404. */
export function visibleObjectNamed<Live extends NamedObject, Gone extends Live & Deletion>(
  kind: ObjectKind<Live, Gone>,
  vault: Vault,
  name: string,
): Live | undefined {
  const found = kind.live(vault.objects).get(name.toLowerCase())
  return found && isSettled(found) ? found : undefined
}

/** @throws KeyVaultError 404 `{noun}NotFound` */
export function objectNamed<Live extends NamedObject, Gone extends Live & Deletion>(
  kind: ObjectKind<Live, Gone>,
  vault: Vault,
  name: string,
): Live {
  const found = visibleObjectNamed(kind, vault, name)
  if (!found) throw notFound(kind, name)
  return found
}

/** @throws KeyVaultError 404 `{noun}NotFound` */
export function deletedObjectNamed<Live extends NamedObject, Gone extends Live & Deletion>(
  kind: ObjectKind<Live, Gone>,
  vault: Vault,
  name: string,
): Gone {
  const found = kind.deleted(vault.objects).get(name.toLowerCase())
  if (found && isShownDeleted(found)) return found
  throw new KeyVaultError(404, `${kind.noun}NotFound`, `Deleted ${kind.noun} not found: ${name}`)
}

/** A name is held while its object is deleted, being deleted, purged or recovered. @throws KeyVaultError 409 Conflict */
export function assertNameIsFree<Live extends NamedObject, Gone extends Live & Deletion>(
  kind: ObjectKind<Live, Gone>,
  vault: Vault,
  name: string,
): void {
  const held = `${kind.noun} ${name} is currently`
  const deleted = kind.deleted(vault.objects).get(name.toLowerCase())
  if (deleted && (deleted.isPurging || !isSettled(deleted))) {
    throw conflict(`${held} being deleted and cannot be re-created; retry later.`, 'ObjectIsBeingDeleted')
  }
  if (deleted) {
    throw conflict(
      `${held} in a deleted but recoverable state, and its name cannot be reused; in this state, the ${kind.noun.toLowerCase()} can only be recovered or purged.`,
      'ObjectIsDeletedButRecoverable',
    )
  }
  const live = kind.live(vault.objects).get(name.toLowerCase())
  if (live && !isSettled(live)) throw conflict(`${held} being recovered; retry later.`, 'ObjectIsBeingRecovered')
}

/** Takes away what the retention period, by the cloud's clock, or a purge, in real time, has ended. */
export function sweepDeletedObjects<Live extends NamedObject, Gone extends Live & Deletion>(
  kind: ObjectKind<Live, Gone>,
  vault: Vault,
  now: number,
): void {
  const deleted = kind.deleted(vault.objects)
  if (now < firstEnd(deleted)) return
  for (const [key, one] of deleted) {
    if (one.scheduledPurgeDate <= now || (one.isPurging && isSettled(one))) deleted.delete(key)
  }
}

/** What is being purged goes by real time: it may go at any look. */
const firstEnd = earliestOf(({ isPurging, scheduledPurgeDate }: Deletion) => (isPurging ? 0 : scheduledPurgeDate))

/** An object that backs a certificate changes with the certificate alone. */
export function managedByCertificate({ noun }: { noun: string }, operation: string): KeyVaultError {
  return new KeyVaultError(
    403,
    'Forbidden',
    `Operation "${operation}" is not allowed on this ${noun.toLowerCase()}, since it is associated with a certificate. Perform the operation on the corresponding certificate. For more information refer to https://docs.microsoft.com/en-us/azure/key-vault/certificates/about-certificates#composition-of-a-certificate`,
    `${noun}ManagedByKeyVault`,
  )
}

export function notFound({ noun }: { noun: string }, nameOrId: string): KeyVaultError {
  const lower = noun.toLowerCase()
  return new KeyVaultError(
    404,
    `${noun}NotFound`,
    `A ${lower} with (name/id) ${nameOrId} was not found in this key vault. If you recently deleted this ${lower} you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  )
}

function conflict(message: string, innerCode: string): KeyVaultError {
  return new KeyVaultError(409, 'Conflict', message, innerCode)
}
