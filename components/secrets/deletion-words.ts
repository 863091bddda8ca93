import type { VaultFacts } from '@/lib/domain/vault.ts'

const dayMs = 86_400_000

/** How long a deleted secret can be brought back, as far as the person may know. */
export function retentionWords(
  facts: Pick<VaultFacts, 'softDeleteRetentionDays' | 'isPurgeProtectionEnabled'> | null,
  nowMs: number,
): string {
  if (!facts) {
    return 'It stays recoverable for the retention of this vault, which is 7 to 90 days; your rights do not show how long it is here.'
  }
  const days = facts.softDeleteRetentionDays
  const until = new Date(nowMs + days * dayMs).toISOString().slice(0, 10)
  const purge = facts.isPurgeProtectionEnabled
    ? 'Purge protection is on: until then nobody can destroy it for good.'
    : 'Purge protection is off: whoever may purge can destroy it for good before that.'
  return `It stays recoverable for ${days} days, until ${until}. ${purge}`
}

/** True where tags of the secret or of its vault say that it is for production. */
export function isProduction(...tags: Record<string, string>[]): boolean {
  return tags
    .flatMap((each) => Object.entries(each))
    .some(([name, value]) => /^(env|environment|stage)$/i.test(name) && /^(prod|production|live)$/i.test(value))
}
