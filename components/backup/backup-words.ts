import { datedName } from '@/components/export/export-table.ts'
import type { BackupCollection } from '@/lib/domain/backup.ts'
import type { VaultFacts } from '@/lib/domain/vault.ts'

/** One of a collection, as a person says it. */
export const nounOf = (collection: BackupCollection) => collection.slice(0, -1)

/** Where a backup can go back to, as far as the person may know where the vault is. */
export function placeRule(facts: Pick<VaultFacts, 'subscriptionName' | 'location'> | null): string {
  const rule = 'A backup goes back only into a vault of the same subscription and the same geography'
  return facts ? `${rule}: here ${facts.subscriptionName}, and the geography of ${facts.location}.` : `${rule}.`
}

/** `key-kv-payments-prod-weu-card-signing-2027-01-31.backup`: what it is, from where, and when it was made. */
export function backupFileName(collection: BackupCollection, vaultName: string, name: string, nowMs: number): string {
  return datedName(`${nounOf(collection)}-${vaultName}-${name}`, 'backup', nowMs)
}
