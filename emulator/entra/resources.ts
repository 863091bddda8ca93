import type { Application } from '../state.ts'

export const keyVaultAudience = 'https://vault.emulator.test'
export const managedHsmAudience = 'https://managedhsm.emulator.test'
export const resourceManagerAudience = 'https://management.emulator.test'
export const graphAudience = 'https://graph.emulator.test'
export const logAnalyticsAudience = 'https://api.loganalytics.emulator.test'
/** What a managed identity's token is for when it stands in for an application's secret. */
const tokenExchangeAudience = 'api://AzureADTokenExchange'

/** Something a token can be for: one of Azure's APIs, or the application's own. */
export interface Resource {
  /** The `aud` of its tokens. */
  audience: string
  /** Prefixes of its scopes: `{identifier}/{scope name}`. */
  identifiers: string[]
  scopes: string[]
  displayName: string
}

const azureResources: Resource[] = [
  azureResource(keyVaultAudience, 'Azure Key Vault', ['user_impersonation']),
  azureResource(managedHsmAudience, 'Azure Key Vault Managed HSM', ['user_impersonation']),
  azureResource(resourceManagerAudience, 'Azure Resource Manager', ['user_impersonation']),
  azureResource(logAnalyticsAudience, 'Log Analytics API', ['Data.Read']),
  azureResource(graphAudience, 'Microsoft Graph', [
    'User.Read',
    'User.ReadBasic.All',
    'GroupMember.Read.All',
    'Application.Read.All',
    'Directory.Read.All',
  ]),
  azureResource(tokenExchangeAudience, 'Azure AD Token Exchange', []),
]

function azureResource(audience: string, displayName: string, scopes: string[]): Resource {
  return { audience, displayName, scopes, identifiers: [audience] }
}

export function resources(application: Application): Resource[] {
  const own: Resource = {
    audience: application.clientId,
    displayName: application.displayName,
    scopes: ['access_as_user'],
    identifiers: [application.identifierUri, application.clientId],
  }
  return [own, ...azureResources]
}
