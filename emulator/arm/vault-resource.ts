import { type State, type Vault, vaultId } from '../state.ts'

/**
 * A vault as Resource Manager shows it.
 * @param port of the request, so that a client that needs one to reach the emulator finds it in `vaultUri` too
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/get
 */
export function vaultResource(state: State, vault: Vault, port: string) {
  const createdAt = new Date(vault.createdOn * 1000).toISOString()
  const creatorType = vault.createdBy.includes('@') ? 'User' : 'Application'
  return {
    id: vaultId(vault),
    name: vault.name,
    type: 'Microsoft.KeyVault/vaults',
    location: vault.location,
    tags: vault.tags,
    systemData: {
      createdBy: vault.createdBy,
      createdByType: creatorType,
      createdAt,
      lastModifiedBy: vault.createdBy,
      lastModifiedByType: creatorType,
      lastModifiedAt: createdAt,
    },
    properties: {
      sku: { family: 'A', name: vault.sku },
      tenantId: state.tenantId,
      ...(vault.networkAcls && { networkAcls: networkAcls(vault.networkAcls) }),
      ...(vault.privateEndpointConnections.length > 0 && {
        privateEndpointConnections: vault.privateEndpointConnections.map((one) => ({
          id: `${vaultId(vault)}/privateEndpointConnections/${one.name}`,
          properties: {
            provisioningState: 'Succeeded',
            privateEndpoint: { id: one.privateEndpointId },
            privateLinkServiceConnectionState: { status: one.status, actionsRequired: 'None' },
          },
        })),
      }),
      accessPolicies: vault.accessPolicies.map((entry) => ({
        ...entry,
        permissions: { ...entry.permissions, storage: entry.permissions.storage ?? [] },
      })),
      enabledForDeployment: vault.enabledForDeployment,
      enabledForDiskEncryption: vault.enabledForDiskEncryption,
      enabledForTemplateDeployment: vault.enabledForTemplateDeployment,
      enableSoftDelete: true,
      softDeleteRetentionInDays: vault.softDeleteRetentionInDays,
      enableRbacAuthorization: vault.enableRbacAuthorization,
      // Azure leaves the property out where it was never switched on; false is refused on the way in.
      ...(vault.enablePurgeProtection && { enablePurgeProtection: true }),
      vaultUri: `https://${vault.name.toLowerCase()}.vault.emulator.test${port && `:${port}`}/`,
      provisioningState: 'Succeeded',
      publicNetworkAccess: vault.publicNetworkAccess,
    },
  }
}

function networkAcls({ bypass, defaultAction, ipRules, virtualNetworkRules }: NonNullable<Vault['networkAcls']>) {
  return {
    bypass,
    defaultAction,
    ipRules: ipRules.map((value) => ({ value })),
    virtualNetworkRules: virtualNetworkRules.map((id) => ({ id, ignoreMissingVnetServiceEndpoint: false })),
  }
}
