import { assignment } from '../seed/access.ts'

import { guid, random } from '../seed/random.ts'
import type { RoleAssignment, ServicePrincipal } from '../state.ts'

/** So many assignments, deterministic, for `principals` workloads; most are at one vault, as in a tenant that grew. */
export function estateAccess(
  { assignments = 0, principals = 0 }: { assignments?: number; principals?: number },
  place: { vaultIds: readonly string[]; subscriptionId: string },
  today: number,
): { roleAssignments: RoleAssignment[]; servicePrincipals: ServicePrincipal[] } {
  const servicePrincipals = Array.from({ length: principals }, (_, index): ServicePrincipal => {
    const displayName = `id-estate-${String(index).padStart(4, '0')}`
    return {
      objectId: guid(`estate principal ${index}`),
      appId: guid(`estate application ${index}`),
      displayName,
      servicePrincipalType: 'Application',
    }
  })
  const taken = new Set<string>()
  const roleAssignments: RoleAssignment[] = []
  for (let index = 0; roleAssignments.length < assignments; index++) {
    const chance = random(`estate assignment ${index}`)
    const principal = servicePrincipals[chance.integer(0, principals - 1)]
    const vaultId = place.vaultIds[chance.integer(0, place.vaultIds.length - 1)]
    if (!principal || !vaultId) throw new Error('Assignments need principals and vaults.')
    const isWide = index % 500 === 0
    const scope = isWide ? `/subscriptions/${place.subscriptionId}` : vaultId
    const made = assignment([principal, 'ServicePrincipal', chance.pick(roles), scope], today)
    // Azure refuses a second assignment that says the same.
    if (taken.has(made.name)) continue
    taken.add(made.name)
    roleAssignments.push(made)
  }
  return { roleAssignments, servicePrincipals }
}

const roles = [
  'Key Vault Secrets User',
  'Key Vault Secrets User',
  'Key Vault Secrets Officer',
  'Key Vault Crypto User',
  'Key Vault Certificates Officer',
  'Key Vault Reader',
  'Key Vault Administrator',
  'Contributor',
] as const
