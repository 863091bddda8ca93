import type { AccessPolicyEntry } from '../state.ts'
import { application, deletedPeople, people, teams, tenant, workloads } from './people.ts'

type Permissions = AccessPolicyEntry['permissions']

const keysAll = ['get', 'list', 'update', 'create', 'import', 'delete', 'recover', 'backup', 'restore', 'purge']
const rotatingKeys = ['rotate', 'getrotationpolicy', 'setrotationpolicy']
const secretsAll = ['get', 'list', 'set', 'delete', 'recover', 'backup', 'restore', 'purge']
const certificatesAll = [
  ...keysAll,
  'managecontacts',
  'manageissuers',
  'getissuers',
  'listissuers',
  'setissuers',
  'deleteissuers',
]

const everything: Permissions = {
  keys: [...keysAll, ...rotatingKeys],
  secrets: secretsAll,
  certificates: certificatesAll,
}
/** How entries were written before the permissions had names each. */
const all: Permissions = { keys: ['all'], secrets: ['all'], certificates: ['all'] }
const listing: Permissions = { keys: ['list'], secrets: ['list'], certificates: ['list'] }
const reading: Permissions = { keys: [], secrets: ['get', 'list'], certificates: [] }
const rollingBack: Permissions = { keys: [], secrets: ['get', 'list', 'set'], certificates: [] }
const readingAndSigning: Permissions = { keys: ['get', 'sign', 'verify'], secrets: ['get'], certificates: ['get'] }

function entry(principal: { objectId: string }, permissions: Permissions, applicationId?: string): AccessPolicyEntry {
  const { keys, secrets, certificates } = permissions
  return {
    tenantId: tenant.tenantId,
    objectId: principal.objectId,
    ...(applicationId && { applicationId }),
    permissions: { keys: [...keys], secrets: [...secrets], certificates: [...certificates] },
  }
}

const security = teams.securityAdministrators
const gone = { objectId: deletedPeople.formerAdministrator }

const policies: Record<string, AccessPolicyEntry[]> = {
  'kv-partners-prod-weu': [
    entry(security, everything),
    entry(teams.onCall, rollingBack),
    entry(teams.auditors, listing),
    entry(workloads.deployPipeline, reading),
    entry(workloads.siemExporter, listing),
  ],
  'kv-billing-prod-weu': [
    entry(security, all),
    entry(teams.auditors, listing),
    entry(workloads.legacyBilling, readingAndSigning),
    entry(gone, all),
  ],
  'kv-warehouse-prod-sdc': [
    entry(security, everything),
    entry(teams.onCall, rollingBack),
    entry(workloads.warehouseSync, reading),
  ],
  'kv-treasury-prod-weu': [
    entry(teams.onCall, rollingBack),
    entry(workloads.treasuryReconciler, readingAndSigning),
    entry({ objectId: deletedPeople.formerContractor }, reading),
  ],
  MeridianVault01: [entry(security, all), entry(gone, all), entry(workloads.legacyBilling, reading)],
  'kv-shipping-test-neu': [
    entry(security, everything),
    // Holds for calls that Strongroom makes on the auditor's behalf, and for no other client.
    entry(people.tomas, listing, application.clientId),
    entry(workloads.integrationRunner, reading),
  ],
  'kv-experiments-dev-sdc': [entry(security, everything), entry(workloads.devPlayground, everything)],
}

/** Entries of a vault; vaults that were made for roles have none. */
export function accessPolicies(vaultName: string): AccessPolicyEntry[] {
  return (policies[vaultName] ?? []).map((one) => structuredClone(one))
}
