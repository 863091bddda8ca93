import { ArmError } from '../errors.ts'
import type { ManagementGroup, State } from '../state.ts'
import { isAllowed, requireAction } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'

/** What subscriptions hang under. @see https://learn.microsoft.com/rest/api/managementgroups */

const read = 'Microsoft.Management/managementGroups/read'

export function listManagementGroups({ emulator, caller, url }: ArmCall): ArmReply {
  const { state } = emulator
  const visible = state.managementGroups.filter((one) => isAllowed(state, caller, read, idOf(one)))
  return {
    body: page(
      visible.map((one) => ({ ...head(one), properties: properties(state, one) })),
      url,
    ),
  }
}

export function getManagementGroup({ emulator, caller, params }: ArmCall): ArmReply {
  const { state } = emulator
  const name = params.managementGroupName?.toLowerCase()
  requireAction(state, caller, read, `/providers/Microsoft.Management/managementGroups/${params.managementGroupName}`)
  const found = state.managementGroups.find((one) => one.name.toLowerCase() === name)
  if (!found)
    throw new ArmError(404, 'NotFound', `The management group '${params.managementGroupName}' could not be found.`)
  const parent = state.managementGroups.find((one) => one.name === found.parentName)
  return {
    body: {
      ...head(found),
      properties: {
        ...properties(state, found),
        details: { version: 1, ...(parent && { parent: { ...head(parent), displayName: parent.displayName } }) },
      },
    },
  }
}

function properties({ tenantId }: State, { displayName }: ManagementGroup) {
  return { tenantId, displayName }
}

function head(group: ManagementGroup) {
  return { id: idOf(group), type: 'Microsoft.Management/managementGroups', name: group.name }
}

function idOf({ name }: ManagementGroup): string {
  return `/providers/Microsoft.Management/managementGroups/${name}`
}
