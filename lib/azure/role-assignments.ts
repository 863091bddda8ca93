import 'server-only'
import type { RolePermission } from '../domain/access-estate.ts'
import type { ObjectCollection } from '../domain/rights.ts'
import type { AssignedRole, NewRoleAssignment, ObjectPath, RemovedRole } from '../domain/role-assignment.ts'
import { AzureCallError } from './azure-call-error.ts'
import { authorizationClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { isAmbiguous } from './errors.ts'
import { outcomeUnknown, unlessAmbiguous } from './outcome.ts'
import { type ObjectPlace, ownPermissions } from './permissions.ts'
import { ProblemError } from './problem-error.ts'
import type { InventoryVault } from './vault-mapping.ts'
import { inventoryVault } from './vaults.ts'

/** What the caller's own roles allow at a vault or one object of it; null where Azure does not tell. */
export async function getOwnPermissions(
  azure: AzureContext,
  vaultName: string,
  object?: ObjectPath,
): Promise<{ permissions: Omit<RolePermission, 'condition'>[] | null }> {
  const found = await inventoryVault(azure, vaultName)
  return { permissions: await ownPermissions(azure, found, object ? placeOf(object) : undefined) }
}

/**
 * Assigns a role at a vault or at one object of it. Sent once: where its answer is lost, the assignment is looked for by
 * the name that the browser gave it.
 * @throws assignment_exists, assignment_limit, principal_not_found, forbidden_by_condition, forbidden, outcome_unknown
 */
export async function assignRole(
  azure: AzureContext,
  vaultName: string,
  { assignmentName, object, condition, ...asked }: NewRoleAssignment,
): Promise<AssignedRole> {
  const { scope, client } = await placeFor(azure, vaultName, object)
  const writing = client.create(scope, assignmentName, {
    principalId: asked.principalId,
    principalType: asked.principalType,
    roleDefinitionId: `/subscriptions/${subscriptionOf(scope)}/providers/Microsoft.Authorization/roleDefinitions/${asked.roleDefinitionId}`,
    ...(asked.description && { description: asked.description }),
    ...(condition && { condition, conditionVersion: '2.0' }),
  })
  const isFound = await writing.then(
    () => false,
    async (error: unknown) => {
      if (!isAmbiguous(error)) throw error
      const found = await client.get(scope, assignmentName).catch(() => undefined)
      if (found?.principalId?.toLowerCase() === asked.principalId) return true
      throw outcomeUnknown(error)
    },
  )
  return { assignmentName, scope, isFound }
}

/**
 * Removes an assignment that was made at this vault, or at one object of it.
 * @throws last_administrator, forbidden_by_condition, forbidden, outcome_unknown
 */
export async function removeRole(
  azure: AzureContext,
  vaultName: string,
  assignmentName: string,
  object?: ObjectPath,
): Promise<RemovedRole> {
  const { scope, client } = await placeFor(azure, vaultName, object)
  let wasGone = false
  // Azure answers 204 for one that is not there.
  const onResponse = ({ status }: { status: number }) => {
    wasGone = status === 204
  }
  await unlessAmbiguous(client.delete(scope, assignmentName, { onResponse })).catch((error: unknown) => {
    if (!(error instanceof AzureCallError && error.statusCode === 404)) throw error
    wasGone = true
  })
  return { assignmentName, wasGone }
}

/** @throws not_found where Resource Manager does not show the caller the vault: nothing of its access can be told or changed */
export async function requireVault(azure: AzureContext, vaultName: string): Promise<InventoryVault> {
  const found = await inventoryVault(azure, vaultName)
  if (found) return found
  throw new ProblemError({
    code: 'not_found',
    message: 'Resource Manager does not show you this vault, so who may reach it cannot be read or changed here.',
    remedy: 'Ask for a role that may read the vault as a resource, such as Key Vault Reader.',
  })
}

async function placeFor(azure: AzureContext, vaultName: string, object: ObjectPath | undefined) {
  const found = await requireVault(azure, vaultName)
  const { id, subscriptionId } = found.vault
  return {
    scope: object ? `${id}/${object}` : id,
    client: authorizationClient(azure, subscriptionId).roleAssignments,
  }
}

function placeOf(object: ObjectPath): ObjectPlace {
  const [collection, name = ''] = object.split('/')
  return { collection: collection as ObjectCollection, name } // the schema of ObjectPath lets no other through
}

const subscriptionOf = (scope: string) => /^\/subscriptions\/([^/]+)/i.exec(scope)?.[1] ?? ''
