import type { Account, Application, Group, ServicePrincipal, State } from '../state.ts'
import { guid } from './random.ts'

/** Meridian moves parcels and the money for them. It does not exist; `.example` is reserved. */
export const tenant = { tenantId: '6d1f0c3a-5b27-4e84-9a6e-2c7f81d0be45', tenantDisplayName: 'Meridian' }

/** Strongroom as the tenant's administrator would register it. */
export const application: Application = {
  clientId: '3f8a5d92-7c14-4b6e-8e0d-51a9c2f7b360',
  displayName: 'Strongroom',
  clientSecret: 'emulator-only-client-secret-of-strongroom',
  identifierUri: 'api://3f8a5d92-7c14-4b6e-8e0d-51a9c2f7b360',
  redirectUris: ['http://localhost', 'http://127.0.0.1'].flatMap((origin) => [
    `${origin}/`,
    `${origin}/sign-in/return`,
  ]),
}

function account(userName: string, displayName: string, jobTitle: string, summary: string): Account {
  return {
    objectId: guid(`user ${userName}`),
    userPrincipalName: `${userName}@meridian.example`,
    displayName,
    jobTitle,
    summary,
  }
}

/** In the order of the sign-in page; each is a different answer to "what may this person see?". */
export const people = {
  ines: account(
    'ines.moreau',
    'Ines Moreau',
    'Security administrator',
    'Sees every vault and manages its secrets, save one whose policies leave her out and three closed to this network.',
  ),
  tomas: account(
    'tomas.berg',
    'Tomas Berg',
    'Auditor',
    'Sees every vault and its settings, and the names and dates of most secrets, but never a value.',
  ),
  priya: account(
    'priya.nair',
    'Priya Nair',
    'On-call engineer',
    'Reads and rolls back secrets in ten production vaults, which she opens by name because Azure lists none for her.',
  ),
  daniel: account(
    'daniel.okafor',
    'Daniel Okafor',
    'Developer',
    'Manages the secrets of one development vault and may read one single secret of another.',
  ),
  lena: account('lena.fischer', 'Lena Fischer', 'Accountant', 'May sign in and has no right to anything.'),
}

const accounts: Account[] = [people.ines, people.tomas, people.priya, people.daniel, people.lena]

/** Object ids that once were people: what a directory leaves behind in assignments and policies. */
export const deletedPeople = {
  formerAdministrator: guid('user long gone'),
  formerContractor: guid('contractor long gone'),
}

function managedIdentity(name: string, subscriptionId: string, resourceGroup: string): ServicePrincipal {
  return {
    objectId: guid(`managed identity ${name}`),
    appId: guid(`managed identity application ${name}`),
    displayName: name,
    servicePrincipalType: 'ManagedIdentity',
    resourceId: `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`,
  }
}

function servicePrincipal(name: string, clientSecret?: string): ServicePrincipal {
  return {
    objectId: guid(`service principal ${name}`),
    appId: guid(`application ${name}`),
    displayName: name,
    servicePrincipalType: 'Application',
    ...(clientSecret && { clientSecret }),
  }
}

export const subscriptionIds = {
  production: '8b0e4f16-93d2-4c57-a1f8-0d6c5e7a2b91',
  test: '2c94a7d3-6e58-4f01-b3ca-7f19d8e05a64',
  development: 'e57d13b8-0a4c-4926-8d7b-94c6f2a1803e',
}

const { production, test, development } = subscriptionIds

/** What runs without a person. Names are those of the services whose secrets fill the vaults. */
export const workloads = {
  strongroom: { ...servicePrincipal('Strongroom', application.clientSecret), appId: application.clientId },
  paymentsApi: managedIdentity('id-payments-api', production, 'rg-payments-prod-weu'),
  settlementWorker: managedIdentity('id-settlement-worker', production, 'rg-payments-prod-weu'),
  cardGateway: managedIdentity('id-card-gateway', production, 'rg-payments-prod-neu'),
  ordersApi: managedIdentity('id-orders-api', production, 'rg-orders-prod-weu'),
  ordersWorker: managedIdentity('id-orders-worker', production, 'rg-orders-prod-weu'),
  shippingApi: managedIdentity('id-shipping-api', production, 'rg-shipping-prod-weu'),
  notifyWorker: managedIdentity('id-notify-worker', production, 'rg-notify-prod-weu'),
  customsFiling: managedIdentity('id-customs-filing', production, 'rg-customs-prod-neu'),
  ledgerSync: managedIdentity('id-ledger-sync', production, 'rg-ledger-prod-eus2'),
  identityBroker: managedIdentity('id-identity-broker', production, 'rg-identity-prod-weu'),
  warehouseSync: managedIdentity('id-warehouse-sync', production, 'rg-warehouse-prod-sdc'),
  rotationFunction: managedIdentity('id-rotation-function', production, 'rg-platform-prod-sdc'),
  integrationRunner: managedIdentity('id-integration-runner', test, 'rg-integration-test-weu'),
  paymentsApiStaging: managedIdentity('id-payments-api-stg', test, 'rg-payments-stg-weu'),
  devPlayground: managedIdentity('id-dev-playground', development, 'rg-shared-dev-weu'),
  deployPipeline: servicePrincipal('deploy-pipeline', 'emulator-only-client-secret-of-deploy-pipeline'),
  terraform: servicePrincipal('terraform-platform', 'emulator-only-client-secret-of-terraform-platform'),
  legacyBilling: servicePrincipal('legacy-billing', 'emulator-only-client-secret-of-legacy-billing'),
  treasuryReconciler: servicePrincipal('treasury-reconciler'),
  siemExporter: servicePrincipal('siem-exporter'),
  /** For clients from outside: full rights on one vault and its group, nothing elsewhere. */
  tools: servicePrincipal('sandbox-tools', 'emulator-only-client-secret-of-sandbox-tools'),
}

function group(displayName: string, memberIds: string[]): Group {
  return { objectId: guid(`group ${displayName}`), displayName, memberIds }
}

const deploymentIdentities = group('Deployment identities', [workloads.deployPipeline.objectId])

export const teams = {
  securityAdministrators: group('Security administrators', [people.ines.objectId]),
  auditors: group('Auditors', [people.tomas.objectId]),
  onCall: group('On-call', [people.priya.objectId]),
  deploymentIdentities,
  /** A group within a group: rights reach through both. */
  platformEngineers: group('Platform engineers', [workloads.terraform.objectId, deploymentIdentities.objectId]),
  everyone: group(
    'All employees',
    accounts.map(({ objectId }) => objectId),
  ),
}

/** The directory half of a state, a fresh copy each time. */
export function directory(): Pick<
  State,
  'tenantId' | 'tenantDisplayName' | 'application' | 'accounts' | 'groups' | 'servicePrincipals'
> {
  return structuredClone({
    ...tenant,
    application,
    accounts,
    groups: Object.values(teams),
    servicePrincipals: Object.values(workloads),
  })
}
