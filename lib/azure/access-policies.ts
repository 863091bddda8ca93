import 'server-only'
import type { AccessPolicyEntry, Vault as VaultResource } from '@azure/arm-keyvault'
import {
  type AccessPolicy,
  type AccessPolicyChange,
  grantText,
  mostAccessPolicies,
  policyCollections,
  policyKey,
  policyPermissions,
  type VaultAccessPolicies,
} from '../domain/access-policy.ts'
import { graphRemedy } from '../domain/graph-consent.ts'
import type { Problem } from '../domain/problem.ts'
import { vaultManagementClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { unlessLost } from './outcome.ts'
import { grants, ownPermissions } from './permissions.ts'
import { nameApplications, namePrincipals } from './principals.ts'
import { ProblemError } from './problem-error.ts'
import { requireVault } from './role-assignments.ts'
import type { InventoryVault } from './vault-mapping.ts'
import { rememberVault } from './vaults.ts'

/** The access policies of a vault, from the vault itself and not from Resource Graph, which lags. @throws not_found, forbidden */
export async function getAccessPolicies(azure: AzureContext, vaultName: string): Promise<VaultAccessPolicies> {
  const found = await requireVault(azure, vaultName)
  return described(azure, found, await read(azure, found))
}

/**
 * Adds, changes or removes one entry, by the operations for single entries alone: a PUT of the vault replaces them all, and
 * with them what somebody else added meanwhile. The entry is read again first: where it is not as the page showed it,
 * nothing is sent. Sent once.
 * @throws concurrent_change, quota_exceeded, not_found, forbidden, outcome_unknown
 */
export async function setAccessPolicy(
  azure: AzureContext,
  vaultName: string,
  { principalId, applicationId, expected, wanted }: AccessPolicyChange,
): Promise<VaultAccessPolicies> {
  const found = await requireVault(azure, vaultName)
  const { resourceGroup, subscriptionId } = found.vault
  const key = policyKey({ objectId: principalId, applicationId })
  const before = await read(azure, found)
  const entries = before.properties.accessPolicies ?? []
  const entry = entries.find((one) => policyKey(one) === key)
  if (textOf(entry?.permissions) !== textOf(expected)) throw changedMeanwhile(Boolean(entry))
  if (!entry && entries.length >= mostAccessPolicies) throw noRoom()
  const kind = wanted ? (entry ? 'replace' : 'add') : 'remove'
  const written: AccessPolicyEntry = {
    tenantId: entry?.tenantId ?? before.properties.tenantId,
    objectId: principalId,
    ...(applicationId && { applicationId }),
    // To remove an entry takes each of its permissions, written as it is there.
    permissions: wanted ? withKept(wanted, entry?.permissions) : { ...entry?.permissions },
  }
  const { vaults } = vaultManagementClient(azure, subscriptionId)
  const isDone = async () => {
    const now = (await read(azure, found)).properties.accessPolicies?.find((one) => policyKey(one) === key)
    return textOf(now?.permissions) === textOf(wanted ? written.permissions : null) ? null : undefined
  }
  await unlessLost(
    vaults
      .updateAccessPolicy(resourceGroup, vaultName, kind, { properties: { accessPolicies: [written] } })
      .then(() => null),
    isDone,
  )
  const after = await read(azure, found)
  rememberVault(azure, after, found.vault.subscriptionName)
  return described(azure, found, after)
}

const read = (azure: AzureContext, { vault }: InventoryVault): Promise<VaultResource> =>
  vaultManagementClient(azure, vault.subscriptionId).vaults.get(vault.resourceGroup, vault.name)

const textOf = (permissions: AccessPolicyEntry['permissions'] | null | undefined) =>
  permissions ? grantText(permissions) : ''

/** What an entry permits of storage accounts, and by names that are newer than this program, is kept as it is. */
function withKept(
  wanted: NonNullable<AccessPolicyChange['wanted']>,
  before: AccessPolicyEntry['permissions'] | undefined,
): AccessPolicyEntry['permissions'] {
  const kept = policyCollections.map((kind) => {
    const known = new Set(['all', ...policyPermissions[kind].map(({ name }) => name)])
    return [
      kind,
      [...wanted[kind], ...(before?.[kind] ?? []).filter((name) => !known.has(name.toLowerCase()))],
    ] as const
  })
  return { ...Object.fromEntries(kept), ...(before?.storage?.length && { storage: before.storage }) }
}

async function described(
  azure: AzureContext,
  found: InventoryVault,
  { properties }: VaultResource,
): Promise<VaultAccessPolicies> {
  const entries = (properties.accessPolicies ?? []).map(toAccessPolicy)
  const problems: Problem[] = []
  const unless = async <T>(subject: string, reading: Promise<T[]>): Promise<T[]> =>
    reading.catch((error: unknown) => {
      if (azure.signal.aborted) throw error
      problems.push({ ...problemOf(error).problem, subject, remedy: `Ids stand in their place. ${graphRemedy}` })
      return []
    })
  const applicationIds = [...new Set(entries.flatMap(({ applicationId }) => applicationId ?? []))]
  const [principals, applications, permissions] = await Promise.all([
    unless('names', namePrincipals(azure, [...new Set(entries.map(({ objectId }) => objectId))])),
    unless('names of applications', nameApplications(azure, applicationIds)),
    ownPermissions(azure, found),
  ])
  const { id, subscriptionId, resourceGroup } = found.vault
  const write = 'Microsoft.KeyVault/vaults/accessPolicies/write'
  return {
    ...{ id, subscriptionId, resourceGroup, tenantId: properties.tenantId },
    permissionModel: properties.enableRbacAuthorization ? 'rbac' : 'accessPolicy',
    isModelUnset: properties.enableRbacAuthorization === undefined || properties.enableRbacAuthorization === null,
    ...{ entries, principals, applications, problems },
    rights: { write: permissions === null ? 'unknown' : grants(permissions, write) ? 'yes' : 'no' },
  }
}

function toAccessPolicy({ objectId, applicationId, permissions }: AccessPolicyEntry): AccessPolicy {
  const lower = (names: readonly string[] | undefined) => (names ?? []).map((name) => name.toLowerCase())
  return {
    objectId: objectId.toLowerCase(),
    ...(applicationId && { applicationId: applicationId.toLowerCase() }),
    permissions: {
      secrets: lower(permissions.secrets),
      keys: lower(permissions.keys),
      certificates: lower(permissions.certificates),
      storage: lower(permissions.storage),
    },
  }
}

function changedMeanwhile(isThere: boolean): ProblemError {
  return new ProblemError({
    code: 'concurrent_change',
    message: isThere
      ? 'Somebody else changed this entry of the access policies since you opened it. Nothing was written.'
      : 'Somebody else removed this entry of the access policies since you opened it. Nothing was written.',
    remedy: 'Reload the access policies, see what changed, and make your change once more.',
  })
}

function noRoom(): ProblemError {
  return new ProblemError({
    code: 'quota_exceeded',
    message: `This vault has ${mostAccessPolicies.toLocaleString('en')} access policies, and Azure takes no more.`,
    remedy: 'Remove entries of principals that are gone, or give a group an entry in place of its members.',
  })
}
