import 'server-only'
import type { Permission } from '@azure/arm-authorization'
import { config } from '../config.ts'
import { type Right, SecretOperation, type SecretRights, secretOperationNeeds } from '../domain/rights.ts'
import { pagesOf } from './call-scope.ts'
import { authorizationClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import type { AccessPolicy, InventoryVault } from './vault-mapping.ts'

/**
 * What the caller may do with the secrets of a vault, or with one secret of it. A hint for buttons: Azure decides each
 * call. Never fails: where the caller may not read their own permissions, everything is unknown.
 */
export async function secretRightsAt(
  azure: AzureContext,
  found: InventoryVault | undefined,
  secretName?: string,
): Promise<SecretRights> {
  if (!found) return unknownRights()
  if (found.vault.permissionModel === 'accessPolicy') return policyRights(azure, found.accessPolicies)
  return readPermissions(azure, found, secretName).then(roleRights, unknownRights)
}

/** Nothing is known, so every button is offered and Azure decides each call. */
export const unknownRights = (): SecretRights => rightsFrom(() => 'unknown')

async function readPermissions(
  azure: AzureContext,
  { vault }: InventoryVault,
  secretName?: string,
): Promise<Permission[]> {
  const { permissions } = authorizationClient(azure, vault.subscriptionId)
  // The operation wants a parent, a type and a name. A vault has no parent; "." vanishes when the address is resolved.
  const [parent, type, name] = secretName
    ? [`vaults/${vault.name}`, 'secrets', secretName]
    : (['.', 'vaults', vault.name] as const)
  const pages = permissions.listForResource(vault.resourceGroup, 'Microsoft.KeyVault', parent, type, name).byPage()
  const all: Permission[] = []
  for await (const page of pagesOf(azure, pages)) all.push(...page)
  return all
}

function roleRights(permissions: Permission[]): SecretRights {
  return rightsFrom((operation) => {
    const { dataAction } = secretOperationNeeds[operation]
    // A role's exclusions narrow that role alone; another one may still grant the action.
    const isGranted = permissions.some(
      ({ dataActions = [], notDataActions = [] }) =>
        covers(dataActions, dataAction) && !covers(notDataActions, dataAction),
    )
    return isGranted ? 'yes' : 'no'
  })
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
function policyRights({ caller }: AzureContext, policies: AccessPolicy[]): SecretRights {
  const own = policies.filter(
    ({ objectId, applicationId }) =>
      objectId.toLowerCase() === caller.objectId.toLowerCase() &&
      (!applicationId || applicationId.toLowerCase() === config().clientId),
  )
  const granted = new Set(own.flatMap(({ permissions }) => permissions.secrets ?? []).map((name) => name.toLowerCase()))
  return rightsFrom((operation) => {
    const { policyPermission } = secretOperationNeeds[operation]
    return granted.has('all') || granted.has(policyPermission) ? 'yes' : 'unknown'
  })
}

function rightsFrom(right: (operation: SecretOperation) => Right): SecretRights {
  const entries = SecretOperation.options.map((operation) => [operation, right(operation)])
  return Object.fromEntries(entries) as SecretRights // built from every operation there is
}
