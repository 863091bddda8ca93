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
    if (!isPublicRange(value)) throw invalid(`networkAcls.ipRules: '${value}' is no public IPv4 address or range.`)
  }
  return {
    defaultAction,
    bypass,
    ipRules: ipRules.map(({ value }) => value),
    virtualNetworkRules: virtualNetworkRules.map(({ id }) => id),
  }
}

/** Private, loopback and link-local ranges reach no vault over the internet, so a rule for them is refused. */
function isPublicRange(text: string): boolean {
  const [address = '', length = '32', ...more] = text.split('/')
  const octets = address.split('.')
  const isRange = octets.length === 4 && more.length === 0 && /^\d{1,2}$/.test(length) && Number(length) <= 32
  if (!isRange || octets.some((octet) => !/^\d{1,3}$/.test(octet) || Number(octet) > 255)) return false
  const [first = 0, second = 0] = octets.map(Number)
  if (first === 10 || first === 127) return false
  if (first === 172) return second < 16 || second > 31
  return !(first === 192 && second === 168) && !(first === 169 && second === 254)
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
