import 'server-only'

/** What Resource Graph is asked about the whole estate. Each is ordered, so that its pages fit together. */

export const vaultsQuery = `resources
| where type =~ 'microsoft.keyvault/vaults'
| project id, name, location, resourceGroup, subscriptionId, tags, properties
| order by id asc`

// Of assignments on other kinds of resources nothing reaches a vault.
export const assignmentsQuery = `authorizationresources
| where type =~ 'microsoft.authorization/roleassignments'
| extend scope = tostring(properties.scope)
| where scope !contains '/providers/' or scope contains '/providers/microsoft.keyvault/vaults/' or scope contains '/providers/microsoft.management/managementgroups/'
| project id, properties
| order by id asc`

export const rolesQuery = `authorizationresources
| where type =~ 'microsoft.authorization/roledefinitions'
| project id, name, properties
| order by id asc`

export const subscriptionsQuery = `resourcecontainers
| where type =~ 'microsoft.resources/subscriptions'
| project id, name, subscriptionId, properties
| order by id asc`
