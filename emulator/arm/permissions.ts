import { permissionsAt } from '../authorization.ts'
import { vaultId } from '../state.ts'
import { requireAction } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'
import { requireVault } from './vaults.ts'

/** What the caller may do at a vault or at one object in it. @see https://learn.microsoft.com/rest/api/authorization/permissions */
export function listPermissions({ emulator, caller, params, url }: ArmCall): ArmReply {
  const { state } = emulator
  const asked = vaultId({
    subscriptionId: params.subscriptionId ?? '',
    resourceGroup: params.resourceGroupName ?? '',
    name: params.vaultName ?? '',
  })
  const scope = params.objectName ? `${asked}/${params.objectType}/${params.objectName}` : asked
  requireAction(state, caller, 'Microsoft.Authorization/permissions/read', scope)
  requireVault(state, params)
  return { body: page(permissionsAt(state, caller, scope), url) }
}
