import { ArmError } from '../errors.ts'

/** The versions in force for a resource provider, newest last. */
export interface ApiVersions {
  providerNamespace: string
  resourceType: string
  supported: readonly string[]
}

/** @see https://learn.microsoft.com/azure/key-vault/general/whats-new for the retirement of those before 2026-02-01 */
export const apiVersions = {
  keyVault: {
    providerNamespace: 'Microsoft.KeyVault',
    resourceType: 'vaults',
    supported: [
      '2015-06-01',
      '2016-10-01',
      '2018-02-14',
      '2019-09-01',
      '2021-10-01',
      '2022-07-01',
      '2023-02-01',
      '2023-07-01',
      '2024-11-01',
      '2025-05-01',
      '2026-02-01',
    ],
  },
  resources: {
    providerNamespace: 'Microsoft.Resources',
    resourceType: 'subscriptions',
    supported: [
      '2015-11-01',
      '2016-06-01',
      '2019-06-01',
      '2019-11-01',
      '2020-01-01',
      '2021-01-01',
      '2021-04-01',
      '2022-12-01',
      '2024-03-01',
      '2024-11-01',
      '2025-04-01',
    ],
  },
  authorization: {
    providerNamespace: 'Microsoft.Authorization',
    resourceType: 'permissions',
    supported: ['2015-07-01', '2018-01-01-preview', '2018-07-01', '2020-10-01', '2022-04-01', '2022-05-01-preview'],
  },
  managementGroups: {
    providerNamespace: 'Microsoft.Management',
    resourceType: 'managementGroups',
    supported: ['2020-02-01', '2020-05-01', '2021-04-01', '2023-04-01'],
  },
  operationalInsights: {
    providerNamespace: 'Microsoft.OperationalInsights',
    resourceType: 'workspaces',
    supported: ['2020-08-01', '2020-10-01', '2021-06-01', '2022-10-01', '2023-09-01', '2025-02-01', '2025-07-01'],
  },
  diagnosticSettings: {
    providerNamespace: 'Microsoft.Insights',
    resourceType: 'diagnosticSettings',
    supported: ['2016-09-01', '2017-05-01-preview', '2021-05-01-preview'],
  },
  metrics: {
    providerNamespace: 'Microsoft.Insights',
    resourceType: 'metrics',
    supported: [
      '2016-09-01',
      '2017-05-01-preview',
      '2018-01-01',
      '2019-07-01',
      '2021-05-01',
      '2023-10-01',
      '2024-02-01',
    ],
  },
  resourceGraph: {
    providerNamespace: 'Microsoft.ResourceGraph',
    resourceType: 'resources',
    supported: ['2019-04-01', '2021-03-01', '2022-10-01', '2024-04-01'],
  },
} as const satisfies Record<string, ApiVersions>

/** @throws ArmError as Resource Manager answers a missing or unknown version */
export function requireApiVersion({ providerNamespace, resourceType, supported }: ApiVersions, url: URL): void {
  const version = url.searchParams.get('api-version')
  if (!version) {
    throw new ArmError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    )
  }
  if (supported.includes(version)) return
  throw new ArmError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for API version '${version}' for type '${resourceType}' in namespace '${providerNamespace}'. The supported api-versions are '${supported.join(', ')}'.`,
  )
}
