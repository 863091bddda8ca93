import 'server-only'
import * as z from 'zod/mini'
import { EndpointStatus, type NetworkSettings } from '../domain/network-settings.ts'

const EndpointConnection = z.object({
  id: z.nullish(z.string()),
  properties: z.nullish(
    z.object({
      privateEndpoint: z.nullish(z.object({ id: z.nullish(z.string()) })),
      privateLinkServiceConnectionState: z.nullish(
        z.object({ status: z.nullish(z.string()), description: z.nullish(z.string()) }),
      ),
    }),
  ),
})

/** The properties of a vault that decide from where it answers, as Resource Manager and Resource Graph write them. */
export const NetworkProperties = z.object({
  publicNetworkAccess: z.nullish(z.string()),
  networkAcls: z.nullish(
    z.object({
      defaultAction: z.nullish(z.string()),
      bypass: z.nullish(z.string()),
      ipRules: z.nullish(z.array(z.object({ value: z.string() }))),
      virtualNetworkRules: z.nullish(
        z.array(z.object({ id: z.string(), ignoreMissingVnetServiceEndpoint: z.nullish(z.boolean()) })),
      ),
    }),
  ),
  privateEndpointConnections: z.nullish(z.array(EndpointConnection)),
  enabledForDeployment: z.nullish(z.boolean()),
  enabledForDiskEncryption: z.nullish(z.boolean()),
  enabledForTemplateDeployment: z.nullish(z.boolean()),
})
export type NetworkProperties = z.infer<typeof NetworkProperties>

/**
 * A vault's network settings, with Azure's defaults where it says nothing: no rules at all are open to every network.
 * The perimeter that a vault is associated with stands in none of its properties.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/get
 */
export function toNetworkSettings(properties: NetworkProperties): NetworkSettings {
  const { publicNetworkAccess, networkAcls, privateEndpointConnections } = properties
  return {
    publicNetworkAccess: accessOf(publicNetworkAccess),
    defaultAction: /^deny$/i.test(networkAcls?.defaultAction ?? '') ? 'Deny' : 'Allow',
    bypass: /^none$/i.test(networkAcls?.bypass ?? '') ? 'None' : 'AzureServices',
    ipRules: (networkAcls?.ipRules ?? []).map(({ value }) => value),
    virtualNetworkRules: (networkAcls?.virtualNetworkRules ?? []).map(({ id }) => id),
    endpointConnections: (privateEndpointConnections ?? []).map(({ id, properties: given }) => {
      const { status, description } = given?.privateLinkServiceConnectionState ?? {}
      return {
        name: id?.split('/').at(-1) ?? '',
        privateEndpointId: given?.privateEndpoint?.id ?? '',
        // A state that is not known carries nothing.
        status: EndpointStatus.options.find((one) => one.toLowerCase() === status?.toLowerCase()) ?? 'Disconnected',
        description: description ?? '',
      }
    }),
    perimeter: null,
    enabledForDeployment: properties.enabledForDeployment ?? false,
    enabledForDiskEncryption: properties.enabledForDiskEncryption ?? false,
    enabledForTemplateDeployment: properties.enabledForTemplateDeployment ?? false,
  }
}

function accessOf(text: string | null | undefined): NetworkSettings['publicNetworkAccess'] {
  if (/^disabled$/i.test(text ?? '')) return 'Disabled'
  return /^securedByPerimeter$/i.test(text ?? '') ? 'SecuredByPerimeter' : 'Enabled'
}
