import { builtInRoles } from '../roles.ts'
import type { State } from '../state.ts'
import { roleAssignments, roleDefinitions } from './access.ts'
import { resourceGroups, vaults } from './estate.ts'
import { diagnosticSettings, workspaces } from './logging.ts'
import { managedHsms } from './managed-hsms.ts'
import { managementGroups, subscriptions } from './management-groups.ts'
import { directory } from './people.ts'
import { denyAssignments, roleEligibilities, specialAssignments } from './special-access.ts'
import { byName } from './vault-objects.ts'

/** Meridian's estate: 24 vaults in three subscriptions, about 1,200 secrets. */
export function demo(today: number): State {
  return {
    ...directory(),
    managementGroups: structuredClone(managementGroups),
    subscriptions: structuredClone(subscriptions),
    resourceGroups: resourceGroups(),
    roleDefinitions: roleDefinitions(builtInRoles),
    roleAssignments: [...roleAssignments(today), ...specialAssignments(today)],
    roleEligibilities: roleEligibilities(today),
    denyAssignments: denyAssignments(),
    vaults: byName(vaults(today)),
    managedHsms: managedHsms(today),
    workspaces: workspaces(today),
    diagnosticSettings: diagnosticSettings(today),
  }
}
