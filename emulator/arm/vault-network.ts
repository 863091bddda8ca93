import { isIPv4 } from 'node:net'
import * as z from 'zod'
import { ArmError } from '../errors.ts'
import { type NetworkRuleSet, type PrivateEndpointConnection, type Vault, vaultId } from '../state.ts'
import { requireAction } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { requireVault } from './vaults.ts'

/** The firewall of a vault, which a change says as a whole. */
export const NetworkAcls = z.object({
  defaultAction: z.enum(['Allow', 'Deny']).default('Allow'),
  bypass: z.enum(['AzureServices', 'None']).default('AzureServices'),
  ipRules: z.array(z.object({ value: z.string() })).default([]),
  virtualNetworkRules: z.array(z.object({ id: z.string() })).default([]),
})

/** @throws ArmError 400 for more rules than there can be, and for what is no public address */
export function ruleSet({
  defaultAction,
  bypass,
  ipRules,
  virtualNetworkRules,
}: z.infer<typeof NetworkAcls>): NetworkRuleSet {
  if (ipRules.length > 1_000) throw invalid('networkAcls.ipRules has more than 1000 entries.')
  if (virtualNetworkRules.length > 200) throw invalid('networkAcls.virtualNetworkRules has more than 200 entries.')
  for (const { value } of ipRules) {
    if (!isPublicRange(value)) {
      throw invalid(`networkAcls.ipRules: '${value}' is no public IPv4 address or range.`)
    }
  }
  return {
    defaultAction,
    bypass,
    ipRules: ipRules.map(({ value }) => value),
    virtualNetworkRules: virtualNetworkRules.map(({ id }) => id),
  }
}

// What no caller from the internet can have: this network, private (RFC 1918), loopback, link-local, multicast, reserved.
const reserved = ['0.0.0.0/8', '10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16']
  .concat('224.0.0.0/3')
  .map(rangeOf)

/** The first and last address of a range, or undefined where the text is none. */
function rangeOf(text: string): [number, number] | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  if (!isIPv4(address) || rest.length > 0 || !/^(\d|[12]\d|3[012])$/.test(prefix ?? '32')) return undefined
  const size = 2 ** (32 - Number(prefix ?? 32))
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0)
  const first = Math.floor(number / size) * size
  return [first, first + size - 1]
}

function isPublicRange(text: string): boolean {
  const range = rangeOf(text)
  return range !== undefined && !reserved.some((one) => one && one[0] <= range[1] && range[0] <= one[1])
}

const invalid = (message: string) => new ArmError(400, 'BadRequest', message)

const Decision = z.object({
  properties: z.object({
    privateLinkServiceConnectionState: z.object({
      status: z.enum(['Approved', 'Rejected']),
      description: z.string().optional(),
    }),
  }),
})

const connectionAction = 'Microsoft.KeyVault/vaults/privateEndpointConnections'

export function listEndpointConnections(call: ArmCall): ArmReply {
  const vault = vaultFor(call, `${connectionAction}/read`)
  return { body: { value: vault.privateEndpointConnections.map((one) => connectionBody(vault, one)) } }
}

export function getEndpointConnection(call: ArmCall): ArmReply {
  const { vault, connection } = connectionFor(call, `${connectionAction}/read`)
  return { body: connectionBody(vault, connection) }
}

/** What a private endpoint can be made for: a vault has one thing, itself. */
export function listPrivateLinkResources(call: ArmCall): ArmReply {
  const vault = vaultFor(call, 'Microsoft.KeyVault/vaults/privateLinkResources/read')
  const resource = {
    id: `${vaultId(vault)}/privateLinkResources/vault`,
    name: 'vault',
    type: 'Microsoft.KeyVault/vaults/privateLinkResources',
    properties: {
      groupId: 'vault',
      requiredMembers: ['default'],
      requiredZoneNames: ['privatelink.vaultcore.azure.net'],
    },
  }
  return { body: { value: [resource] } }
}

export function putEndpointConnection(call: ArmCall): ArmReply {
  const { vault, connection } = connectionFor(call, `${connectionAction}/write`)
  const parsed = Decision.safeParse(call.body)
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error))
  if (connection.status === 'Disconnected') throw invalid('A disconnected connection cannot be changed.')
  connection.status = parsed.data.properties.privateLinkServiceConnectionState.status
  return { body: connectionBody(vault, connection) }
}

export function deleteEndpointConnection(call: ArmCall): ArmReply {
  const { vault, connection } = connectionFor(call, `${connectionAction}/delete`)
  vault.privateEndpointConnections = vault.privateEndpointConnections.filter((one) => one !== connection)
  return { body: connectionBody(vault, connection) }
}

function connectionFor(call: ArmCall, action: string): { vault: Vault; connection: PrivateEndpointConnection } {
  const vault = vaultFor(call, action)
  const name = call.params.connectionName ?? ''
  const connection = vault.privateEndpointConnections.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (connection) return { vault, connection }
  throw new ArmError(404, 'ResourceNotFound', `The private endpoint connection '${name}' was not found.`)
}

function vaultFor(
  { emulator, caller, params }: Pick<ArmCall, 'emulator' | 'caller' | 'params'>,
  action: string,
): Vault {
  const scope = { subscriptionId: params.subscriptionId ?? '', resourceGroup: params.resourceGroupName ?? '' }
  requireAction(emulator.state, caller, action, vaultId({ ...scope, name: params.vaultName ?? '' }))
  return requireVault(emulator.state, params)
}

function connectionBody(vault: Vault, { name, privateEndpointId, status }: PrivateEndpointConnection) {
  return {
    id: `${vaultId(vault)}/privateEndpointConnections/${name}`,
    name,
    type: 'Microsoft.KeyVault/vaults/privateEndpointConnections',
    properties: {
      provisioningState: 'Succeeded',
      privateEndpoint: { id: privateEndpointId },
      privateLinkServiceConnectionState: { status, actionsRequired: 'None' },
    },
  }
}
