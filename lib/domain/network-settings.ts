import * as z from 'zod/mini'

/** State of a private endpoint connection. Only an approved one carries calls. */
export const EndpointStatus = z.enum(['Pending', 'Approved', 'Rejected', 'Disconnected'])
export type EndpointStatus = z.infer<typeof EndpointStatus>

/** A private endpoint of some virtual network that is connected to the vault, or asks to be. */
const EndpointConnection = z.object({
  name: z.string(),
  privateEndpointId: z.string(),
  status: EndpointStatus,
  /** What was written with the request or the decision; empty where nothing was. */
  description: z.string(),
})

/** A network security perimeter that the vault is associated with, and what its inbound rules let in. */
const Perimeter = z.object({
  name: z.string(),
  /** Learning is called Transition in newer pages of Azure. */
  accessMode: z.enum(['Learning', 'Enforced']),
  addressPrefixes: z.array(z.string()),
})

/** The firewall alone: what one change of it replaces. */
export const NetworkRules = z.object({
  /** `Enabled` where Azure says nothing. */
  publicNetworkAccess: z.enum(['Enabled', 'Disabled', 'SecuredByPerimeter']),
  /** `Allow` where the vault never had rules. */
  defaultAction: z.enum(['Allow', 'Deny']),
  /** `AzureServices` where Azure says nothing. */
  bypass: z.enum(['AzureServices', 'None']),
  /** IPv4 addresses and ranges, as Azure keeps them. */
  ipRules: z.array(z.string()),
  /** Resource ids of subnets. */
  virtualNetworkRules: z.array(z.string()),
})
export type NetworkRules = z.infer<typeof NetworkRules>

/** Everything that decides from where a vault answers. */
export const NetworkSettings = z.object({
  ...NetworkRules.shape,
  endpointConnections: z.array(EndpointConnection),
  /** null where the vault is in none, or where it cannot be told. */
  perimeter: z.nullable(Perimeter),
  /** Services of Azure that are let at secrets: virtual machines, disk encryption, template deployments. */
  enabledForDeployment: z.boolean(),
  enabledForDiskEncryption: z.boolean(),
  enabledForTemplateDeployment: z.boolean(),
})
export type NetworkSettings = z.infer<typeof NetworkSettings>
