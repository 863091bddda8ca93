import 'server-only'
import type { Permission } from '@azure/arm-authorization'
import { config } from '../config.ts'
import {
  needOf,
  type ObjectCollection,
  type OperationNeed,
  operationsOn,
  type Right,
  type VaultRights,
} from '../domain/rights.ts'
import { pagesOf } from './call-scope.ts'
import { authorizationClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { isAboutThePerson } from './inventory.ts'
import type { AccessPolicy, InventoryVault } from './vault-mapping.ts'

/** One object of a vault: a role may be assigned for it alone. */
export interface ObjectPlace {
  collection: ObjectCollection
  name: string
}

/**
 * What the caller may do in a vault, or with one object of it. A hint for buttons: Azure decides each call. Never fails:
 * where the caller may not read their own permissions, everything is unknown.
 */
export async function rightsAt(
  azure: AzureContext,
  found: InventoryVault | undefined,
  object?: ObjectPlace,
): Promise<VaultRights> {
  if (!found) return unknownRights()
  if (found.vault.permissionModel === 'accessPolicy') return policyRights(azure, found.accessPolicies)
  return readPermissions(azure, found, object).then(roleRights, unknownRights)
}

/**
 * The caller's own roles at a vault or at one object of it, as rights; null where Azure does not tell. Azure leaves out deny
 * assignments and does not say which conditions hold.
 */
export async function ownPermissions(
  azure: AzureContext,
  found: InventoryVault | undefined,
  object?: ObjectPlace,
): Promise<Required<Permission>[] | null> {
  if (!found) return null
  const listed = await readPermissions(azure, found, object).catch((error: unknown) => {
    if (isAboutThePerson(error) || azure.signal.aborted) throw error
    return null
  })
  return (
    listed?.map(({ actions = [], notActions = [], dataActions = [], notDataActions = [] }) => ({
      actions,
      notActions,
      dataActions,
      notDataActions,
    })) ?? null
  )
}

/** Nothing is known, so every button is offered and Azure decides each call. */
export const unknownRights = (): VaultRights => rightsFrom(() => 'unknown')

async function readPermissions(
  azure: AzureContext,
  { vault }: InventoryVault,
  object?: ObjectPlace,
): Promise<Permission[]> {
  const { permissions } = authorizationClient(azure, vault.subscriptionId)
  // The operation wants a parent, a type and a name. A vault has no parent; "." vanishes when the address is resolved.
  const [parent, type, name] = object
    ? [`vaults/${vault.name}`, object.collection, object.name]
    : (['.', 'vaults', vault.name] as const)
  const pages = permissions.listForResource(vault.resourceGroup, 'Microsoft.KeyVault', parent, type, name).byPage()
  const all: Permission[] = []
  for await (const page of pagesOf(azure, pages)) all.push(...page)
  return all
}

function roleRights(permissions: Permission[]): VaultRights {
  return rightsFrom((_, { dataAction }) => {
    // A role's exclusions narrow that role alone; another one may still grant the action.
    const isGranted = permissions.some(
      ({ dataActions = [], notDataActions = [] }) =>
        covers(dataActions, dataAction) && !covers(notDataActions, dataAction),
    )
    return isGranted ? 'yes' : 'no'
  })
}

/** Whether these roles together grant an action of the control plane. Deny assignments are not among them. */
export function grants(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(({ actions = [], notActions = [] }) => covers(actions, action) && !covers(notActions, action))
}

function covers(patterns: string[], action: string): boolean {
  return patterns.some((pattern) => {
    const source = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp(`^${source.join('.*')}$`, 'i').test(action)
  })
}

/**
 * An entry counts when it names the caller, and no application or this one (a compound identity). Entries for groups may
 * grant more, and whose member the caller is cannot be seen from here: so what no entry grants is unknown, not refused.
 */
function policyRights({ caller }: AzureContext, policies: AccessPolicy[]): VaultRights {
  const own = policies.filter(
    ({ objectId, applicationId }) =>
      objectId.toLowerCase() === caller.objectId.toLowerCase() &&
      (!applicationId || applicationId.toLowerCase() === config().clientId),
  )
  return rightsFrom((collection, { policyPermission }) => {
    const granted = own.flatMap(({ permissions }) => permissions[collection] ?? []).map((name) => name.toLowerCase())
    return granted.includes('all') || granted.includes(policyPermission) ? 'yes' : 'unknown'
  })
}

function rightsFrom(right: (collection: ObjectCollection, need: OperationNeed) => Right): VaultRights {
  const of = <C extends ObjectCollection>(collection: C) =>
    Object.fromEntries(
      operationsOn(collection).map((operation) => [operation, right(collection, needOf(collection, operation))]),
    ) as VaultRights[C] // built from every operation there is
  return { secrets: of('secrets'), keys: of('keys'), certificates: of('certificates') }
}
