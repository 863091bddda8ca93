import type { VaultAssignment } from '@/lib/domain/vault-assignments.ts'

/** Why an assignment cannot be removed at a vault; null where it can. */
export function whyNotRemovable({ scope, isEligible }: VaultAssignment, vaultId: string): string | null {
  if (isEligible) return 'It waits to be activated: Privileged Identity Management alone can take it away.'
  if (scope.toLowerCase().startsWith(vaultId.toLowerCase())) return null
  return `It was assigned above this vault, at ${scope === '/' ? 'the root of the tenant' : scope}, and is removed there.`
}
