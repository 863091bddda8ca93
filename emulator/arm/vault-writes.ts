import { ArmError } from '../errors.ts'
import { type DeletedVault, type State, type Vault, vaultId, vaultObjects } from '../state.ts'
import { requireAction } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { isRegion, regionOf } from './regions.ts'
import { requireResourceGroup } from './resource-groups.ts'
import { requireSubscription } from './subscriptions.ts'
import { applyVaultBody, readVaultBody, requireAllowedChange, type VaultBody } from './vault-body.ts'
import { vaultResource } from './vault-resource.ts'
import { requireVault } from './vaults.ts'

const writeAction = 'Microsoft.KeyVault/vaults/write'
const vaultName = /^(?=.{3,24}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/i

const scopeOf = (params: Record<string, string>) =>
  vaultId({
    subscriptionId: params.subscriptionId ?? '',
    resourceGroup: params.resourceGroupName ?? '',
    name: params.vaultName ?? '',
  })

/** POST …/checkNameAvailability. A deleted vault holds its name, in whichever subscription it lies. */
export function checkVaultName({ emulator, caller, params, body }: ArmCall): ArmReply {
  const { state } = emulator
  const { subscriptionId } = requireSubscription(state.subscriptions, params.subscriptionId)
  requireAction(state, caller, 'Microsoft.KeyVault/checkNameAvailability/read', `/subscriptions/${subscriptionId}`)
  const name = typeof body === 'object' && body && 'name' in body ? String(body.name) : ''
  if (!vaultName.test(name)) {
    return {
      body: {
        nameAvailable: false,
        reason: 'AccountNameInvalid',
        message: `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.`,
      },
    }
  }
  const isTaken = state.vaults.has(name.toLowerCase()) || deletedVaultNamed(state, name) !== undefined
  if (!isTaken) return { body: { nameAvailable: true } }
  return {
    body: {
      nameAvailable: false,
      reason: 'AlreadyExists',
      message: `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state. If the vault is in a recoverable state then the vault will need to be purged before reusing the name.`,
    },
  }
}

/** Makes a vault, overwrites the one that is there, or brings a deleted one back (`createMode: recover`). */
export function putVault(call: ArmCall): ArmReply {
  const { emulator, caller, params, url } = call
  const { state } = emulator
  requireAction(state, caller, writeAction, scopeOf(params))
  const group = requireResourceGroup(state, params)
  const body = readVaultBody(call.body)
  const name = params.vaultName ?? ''
  if (!vaultName.test(name)) throw new ArmError(400, 'VaultNameNotValid', `The vault name '${name}' is invalid.`)
  const before = state.vaults.get(name.toLowerCase())
  requireAllowedChange(body, before)
  if (before) {
    const vault = requireVault(state, params, takenElsewhere(name))
    requireSameRegion(vault, body)
    overwrite(vault, body)
    return { body: vaultResource(state, vault, url.port), vaultName: name }
  }
  const deleted = deletedVaultNamed(state, name)
  if (body.properties?.createMode === 'recover') {
    const vault = recovered(state, deleted, call)
    return { body: vaultResource(state, vault, url.port), vaultName: name }
  }
  if (deleted) {
    throw new ArmError(
      409,
      'ConflictError',
      `A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault. Follow this link https://go.microsoft.com/fwlink/?linkid=2149745 for more information on soft delete.`,
    )
  }
  const vault = newVault(call, group, body)
  state.vaults.set(name.toLowerCase(), vault)
  return { status: 201, body: vaultResource(state, vault, url.port), vaultName: name }
}

const takenElsewhere = (name: string) =>
  new ArmError(
    409,
    'VaultAlreadyExists',
    `The vault name '${name}' is already in use. Vault names are globally unique.`,
  )

function newVault(
  { emulator, caller, params, url }: ArmCall,
  group: { subscriptionId: string; name: string },
  body: VaultBody,
): Vault {
  if (!body.location)
    throw new ArmError(400, 'LocationRequired', 'The location property is required for this definition.')
  if (!isRegion(body.location)) {
    throw new ArmError(
      400,
      'LocationNotAvailableForResourceType',
      `The provided location '${body.location}' is not available for resource type 'Microsoft.KeyVault/vaults'.`,
    )
  }
  if (!body.properties?.sku || !body.properties.tenantId) {
    throw new ArmError(400, 'BadRequest', 'The properties "tenantId" and "sku" are required.')
  }
  // From this version on a vault that says nothing has roles. https://learn.microsoft.com/azure/key-vault/general/access-control-default
  const isRbacDefault = (url.searchParams.get('api-version') ?? '') >= '2026-02-01'
  const vault: Vault = {
    name: params.vaultName ?? '',
    subscriptionId: group.subscriptionId,
    resourceGroup: group.name,
    location: regionOf(body.location),
    tags: {},
    sku: 'standard',
    enableRbacAuthorization: isRbacDefault ? true : null,
    softDeleteRetentionInDays: body.properties.softDeleteRetentionInDays ?? 90,
    enablePurgeProtection: false,
    enabledForDeployment: false,
    enabledForDiskEncryption: false,
    enabledForTemplateDeployment: false,
    publicNetworkAccess: 'Enabled',
    networkAcls: null,
    privateEndpointConnections: [],
    accessPolicies: [],
    createdOn: emulator.clock.nowSeconds(),
    createdBy: caller.userPrincipalName ?? caller.appId,
    objects: vaultObjects(),
  }
  overwrite(vault, body)
  return vault
}

/**
 * A PUT says all: what it leaves out is as in a new vault. Neither what cannot be undone nor the permission model is
 * touched by saying nothing. @see https://learn.microsoft.com/azure/key-vault/general/access-control-default
 */
function overwrite(vault: Vault, body: VaultBody): void {
  Object.assign(vault, {
    tags: {},
    enabledForDeployment: false,
    enabledForDiskEncryption: false,
    enabledForTemplateDeployment: false,
    publicNetworkAccess: 'Enabled',
    networkAcls: null,
    accessPolicies: [],
  } satisfies Partial<Vault>)
  applyVaultBody(vault, body)
}

function requireSameRegion(vault: Vault, { location }: VaultBody): void {
  if (!location || regionOf(location) === regionOf(vault.location)) return
  throw new ArmError(
    409,
    'InvalidResourceLocation',
    `The resource '${vault.name}' already exists in location '${vault.location}' in resource group '${vault.resourceGroup}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
  )
}

/**
 * A vault comes back only to where it was: the right was asked at the path of the call, which must then be the vault's own.
 * @throws ArmError 404 for another subscription, group or region, as where there is none
 */
function recovered(state: State, deleted: DeletedVault | undefined, { params, body }: ArmCall): Vault {
  const { location = '' } = readVaultBody(body)
  const isThere =
    deleted &&
    scopeOf(params).toLowerCase() === vaultId(deleted).toLowerCase() &&
    regionOf(location) === regionOf(deleted.location)
  if (!isThere || !deleted.vault) {
    throw new ArmError(
      404,
      'DeletedVaultNotFound',
      `There is no deleted vault named '${params.vaultName}' to recover in this resource group and region.`,
    )
  }
  state.vaults.set(deleted.name.toLowerCase(), deleted.vault)
  state.deletedVaults = (state.deletedVaults ?? []).filter((one) => one !== deleted)
  return deleted.vault
}

/** Changes what is named and nothing else. */
export function patchVault(call: ArmCall): ArmReply {
  const { emulator, caller, params, url } = call
  const { state } = emulator
  requireAction(state, caller, writeAction, scopeOf(params))
  const vault = requireVault(state, params)
  const body = readVaultBody(call.body)
  requireAllowedChange(body, vault)
  applyVaultBody(vault, body)
  return { body: vaultResource(state, vault, url.port), vaultName: vault.name }
}

/** Deletes a vault, recoverably, and for good the roles that were assigned at it and inside it. */
export function deleteVault({ emulator, caller, params }: ArmCall): ArmReply {
  const { state } = emulator
  const scope = scopeOf(params)
  requireAction(state, caller, 'Microsoft.KeyVault/vaults/delete', scope)
  requireResourceGroup(state, params)
  if (!state.vaults.has((params.vaultName ?? '').toLowerCase())) return { status: 204, body: null }
  const vault = requireVault(state, params)
  const deletedDate = emulator.clock.nowSeconds()
  const { name, subscriptionId, resourceGroup, location, tags, enablePurgeProtection } = vault
  state.vaults.delete(name.toLowerCase())
  state.deletedVaults = [
    ...(state.deletedVaults ?? []),
    {
      ...{ name, subscriptionId, resourceGroup, location, tags, enablePurgeProtection, deletedDate, vault },
      scheduledPurgeDate: deletedDate + vault.softDeleteRetentionInDays * 86_400,
    },
  ]
  const own = vaultId(vault).toLowerCase()
  state.roleAssignments = state.roleAssignments.filter((one) => {
    const at = one.scope.toLowerCase()
    return at !== own && !at.startsWith(`${own}/`)
  })
  return { body: null, vaultName: name }
}

function deletedVaultNamed(state: State, name: string): DeletedVault | undefined {
  return state.deletedVaults?.find((one) => one.name.toLowerCase() === name.toLowerCase())
}
