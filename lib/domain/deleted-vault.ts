import * as z from 'zod/mini'
import { SubscriptionId } from './new-vault.ts'
import { Timestamp } from './object-properties.ts'

/** A vault that is deleted and can still come back. Dates are null where Azure does not say. */
export const DeletedVault = z.object({
  name: z.string(),
  subscriptionId: z.string(),
  subscriptionName: z.string(),
  resourceGroup: z.string(),
  location: z.string(),
  deletedOn: z.nullable(Timestamp),
  scheduledPurgeDate: z.nullable(Timestamp),
  isPurgeProtectionEnabled: z.boolean(),
  tags: z.record(z.string(), z.string()),
})
export type DeletedVault = z.infer<typeof DeletedVault>

/** What happens after a vault was deleted, recovered or purged: until when it can be undone. */
export const VaultDeletion = z.object({ name: z.string(), scheduledPurgeDate: z.nullable(Timestamp) })
export type VaultDeletion = z.infer<typeof VaultDeletion>

/** Where a deleted vault lies: Resource Manager keeps it by subscription and region, not by group. */
export const DeletedVaultPlace = z.strictObject({
  subscriptionId: SubscriptionId,
  location: z.string().check(z.regex(/^[a-z0-9]{3,40}$/i, 'A region is written as westeurope.')),
})
export type DeletedVaultPlace = z.infer<typeof DeletedVaultPlace>

/** Why nobody can purge it now; null where it can be tried. */
export function whyNotPurgeVault({ isPurgeProtectionEnabled, scheduledPurgeDate }: DeletedVault): string | null {
  if (!isPurgeProtectionEnabled) return null
  const until = scheduledPurgeDate ? ` ${scheduledPurgeDate.slice(0, 10)}` : ' the end of its retention'
  return `Purge protection is on: nobody, Microsoft included, can purge this vault before${until}. It is purged by itself then.`
}

/** What a recovered vault comes back without, and what to do about each. */
export const recoveryChecklist: readonly { title: string; what: string }[] = [
  {
    title: 'Role assignments',
    what: 'Roles that were assigned at the vault or at its objects do not come back. Nobody reaches the data of a vault on roles until they are assigned again; roles from the group or the subscription above it hold as before.',
  },
  {
    title: 'Event subscriptions',
    what: 'Event Grid subscriptions do not come back: notices of expiry and rotation stay away until they are made again.',
  },
  {
    title: 'Who is connected',
    what: 'Applications may have cached that the vault was gone: restart those that do not find it again within minutes.',
  },
  {
    title: 'Diagnostic settings and locks',
    what: 'Look whether the vault still logs, and whether locks that protected it are there: they belong to other resource providers.',
  },
]

/** A role that is assigned at a vault or at one of its objects, as a script can assign it again. */
export interface AssignedAtVault {
  principalId: string
  principalType: string
  roleDefinitionId: string
  scope: string
  condition?: string | undefined
}

/**
 * The assignments that go with a vault: at it, or at an object of it. What is assigned above it stays, and what somebody is
 * only eligible for is no assignment of roles.
 */
export function assignedAtVault<T extends { scope: string; isEligible: boolean }>(
  vaultId: string,
  assignments: readonly T[],
): T[] {
  const own = vaultId.toLowerCase()
  return assignments.filter(({ scope, isEligible }) => {
    const at = scope.toLowerCase()
    return !isEligible && (at === own || at.startsWith(`${own}/`))
  })
}
