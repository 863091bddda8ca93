import 'server-only'
import type { Vault as ArmVault, KeyVaultManagementClient, NetworkRuleSet } from '@azure/arm-keyvault'
import type { NetworkRules } from '../domain/network-settings.ts'
import type { Right } from '../domain/rights.ts'
import { type EndpointDecision, type NetworkChange, rulesText, type VaultNetwork } from '../domain/vault-network.ts'
import { vaultManagementClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { NetworkProperties, toNetworkSettings } from './network-mapping.ts'
import { unlessAmbiguous } from './outcome.ts'
import { grants, ownPermissions } from './permissions.ts'
import { ProblemError } from './problem-error.ts'
import { ownAddress } from './reach.ts'
import type { InventoryVault } from './vault-mapping.ts'
import { forgetInventory, inventoryVault } from './vaults.ts'

/**
 * The network settings of one vault, from the vault itself and not from Resource Graph, which lags.
 * @throws not_found where Resource Manager does not show the caller the vault
 */
export async function getVaultNetwork(azure: AzureContext, vaultName: string): Promise<VaultNetwork> {
  const place = await placeOf(azure, vaultName)
  return described(azure, place, await readSettings(azure, place))
}

/**
 * Changes the firewall of a vault and nothing else of it. Azure knows no condition on this write, so the rules are read
 * just before, and a change by somebody else is refused rather than undone. Sent once.
 * @throws concurrent_change, not_found, forbidden, outcome_unknown
 */
export async function setNetworkRules(
  azure: AzureContext,
  vaultName: string,
  { expected, rules }: NetworkChange,
): Promise<VaultNetwork> {
  const place = await placeOf(azure, vaultName)
  const before = await readSettings(azure, place)
  const current = toNetworkSettings(before)
  if (rulesText(current) !== rulesText(expected)) {
    throw new ProblemError({
      code: 'concurrent_change',
      message: 'Somebody else changed the network rules of this vault since you opened them. Nothing was written.',
      remedy: 'Load them again, see what changed, and make your change once more.',
    })
  }
  const isAccessChanged = rules.publicNetworkAccess !== current.publicNetworkAccess
  const after = await unlessAmbiguous(
    place.client.vaults.update(place.found.vault.resourceGroup, vaultName, {
      properties: {
        networkAcls: ruleSetOf(rules, before),
        ...(isAccessChanged && { publicNetworkAccess: rules.publicNetworkAccess }),
      },
    }),
  )
  forgetInventory(azure)
  return described(azure, place, propertiesOf(after))
}

/** Approves or rejects a private endpoint connection. Sent once. @throws not_found, forbidden, outcome_unknown */
export async function decideEndpoint(
  azure: AzureContext,
  vaultName: string,
  connectionName: string,
  { status, description }: EndpointDecision,
): Promise<VaultNetwork> {
  const { client, found } = await placeOf(azure, vaultName)
  await unlessAmbiguous(
    client.privateEndpointConnections.put(found.vault.resourceGroup, vaultName, connectionName, {
      privateLinkServiceConnectionState: { status, description },
    }),
  )
  forgetInventory(azure)
  return getVaultNetwork(azure, vaultName)
}

/** Removes a private endpoint connection; the endpoint itself stays, disconnected. @throws as decideEndpoint */
export async function removeEndpoint(
  azure: AzureContext,
  vaultName: string,
  connectionName: string,
): Promise<VaultNetwork> {
  const { client, found } = await placeOf(azure, vaultName)
  await unlessAmbiguous(
    Promise.resolve(client.privateEndpointConnections.delete(found.vault.resourceGroup, vaultName, connectionName)),
  )
  forgetInventory(azure)
  return getVaultNetwork(azure, vaultName)
}

interface Place {
  found: InventoryVault
  client: KeyVaultManagementClient
}

async function placeOf(azure: AzureContext, vaultName: string): Promise<Place> {
  const found = await inventoryVault(azure, vaultName)
  if (!found) {
    throw new ProblemError({
      code: 'not_found',
      message: 'Resource Manager does not show you this vault, so its network settings cannot be read.',
      remedy: 'Ask for a role that may read the vault as a resource, such as Key Vault Reader.',
    })
  }
  return { found, client: vaultManagementClient(azure, found.vault.subscriptionId) }
}

async function readSettings(azure: AzureContext, { found, client }: Place): Promise<NetworkProperties> {
  const { resourceGroup, name } = found.vault
  return propertiesOf(await client.vaults.get(resourceGroup, name, { abortSignal: azure.signal }))
}

async function described(azure: AzureContext, { found }: Place, properties: NetworkProperties): Promise<VaultNetwork> {
  const permissions = await ownPermissions(azure, found)
  const right = (action: string): Right =>
    permissions === null ? 'unknown' : grants(permissions, action) ? 'yes' : 'no'
  const { id, resourceGroup, location } = found.vault
  return {
    id,
    resourceGroup,
    location,
    settings: toNetworkSettings(properties),
    rights: {
      write: right('Microsoft.KeyVault/vaults/write'),
      decide: right('Microsoft.KeyVault/vaults/privateEndpointConnections/write'),
    },
    ownAddress: ownAddress(),
  }
}

/** The SDK lifts the properties of a connection up to the connection. */
function propertiesOf({ properties }: ArmVault): NetworkProperties {
  return NetworkProperties.parse({
    ...properties,
    privateEndpointConnections: properties.privateEndpointConnections?.map(
      ({ id, privateEndpoint, privateLinkServiceConnectionState }) => ({
        id,
        properties: { privateEndpoint, privateLinkServiceConnectionState },
      }),
    ),
  })
}

/** A list of rules is replaced whole: what Azure keeps with a subnet beside its id goes back as it was. */
function ruleSetOf(rules: NetworkRules, { networkAcls }: NetworkProperties): NetworkRuleSet {
  const kept = new Map(networkAcls?.virtualNetworkRules?.map((rule) => [rule.id.toLowerCase(), rule]))
  return {
    defaultAction: rules.defaultAction,
    bypass: rules.bypass,
    ipRules: rules.ipRules.map((value) => ({ value })),
    virtualNetworkRules: rules.virtualNetworkRules.map((id) => {
      const { ignoreMissingVnetServiceEndpoint: ignores } = kept.get(id.toLowerCase()) ?? {}
      return { id, ...(typeof ignores === 'boolean' && { ignoreMissingVnetServiceEndpoint: ignores }) }
    }),
  }
}
