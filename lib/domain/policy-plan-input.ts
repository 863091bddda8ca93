import { namedPrincipals } from './access-holding.ts'
import type { PlanInput, PlannedPrincipal } from './policy-plan.ts'
import { estateOf, type VaultAssignments } from './vault-assignments.ts'

const types = {
  user: 'User',
  group: 'Group',
  servicePrincipal: 'ServicePrincipal',
  managedIdentity: 'ServicePrincipal',
  unknown: null,
} as const

/** A reading of one vault as the planner takes it. @param nowSeconds Unix time */
export function planInputOf(reading: VaultAssignments, nowSeconds: number): PlanInput {
  const named = namedPrincipals(reading)
  const principal = (id: string): PlannedPrincipal => {
    const { name, type, state } = named(id)
    return { name, type: types[type], isGone: state === 'unknown' }
  }
  return { ...estateOf(reading, nowSeconds), principal }
}
