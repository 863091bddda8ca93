import { ArmError } from '../errors.ts'
import { type Workspace, workspaceId } from '../workspace-state.ts'
import { isAllowed, requireAction, requireAnyRole } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'
import { requireResourceGroup, resourceGroupId } from './resource-groups.ts'
import { requireSubscription } from './subscriptions.ts'

const readAction = 'Microsoft.OperationalInsights/workspaces/read'

export function listWorkspaces(call: ArmCall): ArmReply {
  const { state } = call.emulator
  const { subscriptionId } = requireSubscription(state.subscriptions, call.params.subscriptionId)
  return readable(call, `/subscriptions/${subscriptionId}`)
}

export function listWorkspacesByResourceGroup(call: ArmCall): ArmReply {
  return readable(call, resourceGroupId(requireResourceGroup(call.emulator.state, call.params)))
}

function readable({ emulator: { state }, caller, url }: ArmCall, scope: string): ArmReply {
  requireAnyRole(state, caller, readAction, scope)
  const inside = `${scope.toLowerCase()}/`
  const found = state.workspaces.filter((one) => {
    const id = workspaceId(one)
    return id.toLowerCase().startsWith(inside) && isAllowed(state, caller, readAction, id)
  })
  return { body: page(found.map(workspaceResource), url) }
}

export function getWorkspace({ emulator: { state }, caller, params }: ArmCall): ArmReply {
  const { subscriptionId = '', resourceGroupName: resourceGroup = '', workspaceName: name = '' } = params
  const id = workspaceId({ subscriptionId, resourceGroup, name })
  requireAction(state, caller, readAction, id)
  requireResourceGroup(state, params)
  const found = state.workspaces.find((one) => workspaceId(one).toLowerCase() === id.toLowerCase())
  if (found) return { body: workspaceResource(found) }
  throw new ArmError(
    404,
    'ResourceNotFound',
    `The Resource 'Microsoft.OperationalInsights/workspaces/${name}' under resource group '${resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
  )
}

/** @see https://learn.microsoft.com/rest/api/loganalytics/workspaces/get */
function workspaceResource(workspace: Workspace) {
  const { name, location, tags, customerId, retentionInDays, createdOn } = workspace
  const created = new Date(createdOn * 1000).toISOString()
  return {
    id: workspaceId(workspace),
    name,
    type: 'Microsoft.OperationalInsights/workspaces',
    location,
    tags,
    properties: {
      customerId,
      provisioningState: 'Succeeded',
      sku: { name: 'PerGB2018', lastSkuUpdate: created },
      retentionInDays,
      features: { enableLogAccessUsingOnlyResourcePermissions: true },
      workspaceCapping: { dailyQuotaGb: -1, dataIngestionStatus: 'RespectQuota' },
      publicNetworkAccessForIngestion: 'Enabled',
      publicNetworkAccessForQuery: 'Enabled',
      createdDate: created,
      modifiedDate: created,
    },
  }
}
