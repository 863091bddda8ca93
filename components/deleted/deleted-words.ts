import { collectionOf, type DeletedFamily, isPurgeable } from '@/lib/domain/deleted-object.ts'
import type { ObjectKind } from '@/lib/domain/object.ts'
import { rightReason } from '@/lib/domain/right-reason.ts'
import type { VaultDetail } from '@/lib/domain/vault.ts'

export const kindWords: Record<ObjectKind, string> = { secret: 'Secret', key: 'Key', certificate: 'Certificate' }

/** `a`, `a and b`, `a, b and c`. */
export const listWords = (words: readonly string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`

/** What comes back or goes together: `certificate with its key and secret`. */
export function familyWords({ kind, companions }: DeletedFamily): string {
  return companions.length > 0 ? `${kind} with its ${listWords(companions)}` : kind
}

/** Why a deleted object cannot be recovered by itself; null where the person may try. */
export function whyNotRecover(object: DeletedFamily, vault: VaultDetail | undefined): string | null {
  if (object.managed) return managedReason(object, 'Recover')
  const collection = collectionOf(object.kind)
  return rightReason(collection, 'recover', vault?.rights[collection].recover, vault?.facts?.permissionModel ?? null)
}

/** Why a deleted object cannot be purged; null where the person may try. Purge protection comes first: no right helps. */
export function whyNotPurge(object: DeletedFamily, vault: VaultDetail | undefined): string | null {
  const isProtected = vault?.facts?.isPurgeProtectionEnabled || isPurgeable(object.recoveryLevel) === false
  if (isProtected) {
    const until = object.scheduledPurgeDate?.slice(0, 10)
    return `Purge protection is on: nobody can purge this${until ? ` before ${until}, when Key Vault does so itself` : ''}.`
  }
  if (object.managed) return managedReason(object, 'Purge')
  const collection = collectionOf(object.kind)
  return rightReason(collection, 'purge', vault?.rights[collection].purge, vault?.facts?.permissionModel ?? null)
}

function managedReason({ kind, name }: DeletedFamily, verb: 'Recover' | 'Purge'): string {
  return `The certificate ${name} made this ${kind}. ${verb} that certificate, and its ${kind} goes with it.`
}
