import { graphAudience, logAnalyticsAudience, resourceManagerAudience } from '../entra/resources.ts'
import { suffix } from '../tls.ts'

/**
 * What a cloud is made of, which Resource Manager tells without a token: `az cloud register` asks it, and Terraform.
 * Addresses keep the port the client came by; audiences and DNS suffixes never had one.
 * @param origin of Resource Manager, as the client wrote it
 */
export function cloudEndpoints(origin: string) {
  const { port } = new URL(origin)
  return {
    name: 'StrongroomEmulator',
    resourceManager: origin,
    authentication: {
      loginEndpoint: `https://login.${suffix}${port && `:${port}`}`,
      audiences: [resourceManagerAudience],
      tenant: 'common',
      identityProvider: 'AAD',
    },
    graphAudience,
    graph: graphAudience,
    microsoftGraphResourceId: graphAudience,
    logAnalyticsResourceId: logAnalyticsAudience,
    suffixes: {
      keyVaultDns: `vault.${suffix}${port && `:${port}`}`,
      mhsmDns: `managedhsm.${suffix}${port && `:${port}`}`,
    },
  }
}
