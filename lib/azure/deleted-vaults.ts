import 'server-only'
import type { DeletedVault as DeletedVaultResource } from '@azure/arm-keyvault'
import pLimit from 'p-limit'
import type { DeletedVault, DeletedVaultPlace, VaultDeletion } from '../domain/deleted-vault.ts'
import type { Page } from '../domain/page.ts'
import type { Problem } from '../domain/problem.ts'
import { AzureCallError } from './azure-call-error.ts'
import { pagesOf } from './call-scope.ts'
import { vaultManagementClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { unlessLost } from './outcome.ts'
import { isoDate } from './secret-mapping.ts'
import { listSubscriptions } from './subscriptions.ts'
import { forgetVault, rememberVault } from './vaults.ts'

/** Tells of a vault that no host answers for whether it is deleted, and until when it can be recovered. */
export type ExplainMissing = (vaultName: string) => Promise<Problem | undefined>

/**
 * For vaults of the caller's inventory, which may be a minute old, as Resource Graph itself may be. One call for each
 * subscription that misses one; where it is refused, nothing more is known.
 */
export function missingVaults(azure: AzureContext, subscriptionOf: (vaultName: string) => Promise<string | undefined>) {
  const known = new Map<string, Promise<DeletedVault[]>>()
  const explain: ExplainMissing = async (vaultName) => {
    const subscriptionId = await subscriptionOf(vaultName).catch(() => undefined)
    if (!subscriptionId) return undefined
    const reading = known.get(subscriptionId) ?? deletedVaultsOf(azure, subscriptionId).catch(() => [])
    known.set(subscriptionId, reading)
    const found = (await reading).find(({ name }) => name === vaultName)
    return found && deletedProblem(found)
  }
  return explain
}

function deletedProblem({ scheduledPurgeDate: until }: DeletedVault): Problem {
  return {
    code: 'vault_not_found',
    message: `This vault was deleted${until ? `, and is gone for good on ${until.slice(0, 10)}` : ''}.`,
    remedy: 'Whoever may recover vaults of its subscription can bring it back until then.',
  }
}

const concurrentSubscriptions = 8

/** The deleted vaults of every subscription that the caller sees; one that does not tell is a problem with its name. */
export async function* listDeletedVaults(azure: AzureContext): AsyncGenerator<Page<DeletedVault>> {
  const limit = pLimit(concurrentSubscriptions)
  for await (const { items: subscriptions } of listSubscriptions(azure)) {
    const pages = subscriptions.map(({ subscriptionId, name }) =>
      limit(async (): Promise<Page<DeletedVault>> => {
        try {
          return { items: await deletedVaultsOf(azure, subscriptionId, name) }
        } catch (error) {
          if (isAboutThePerson(error) || azure.signal.aborted) throw error
          return { items: [], problems: [{ ...problemOf(error).problem, subject: name }] }
        }
      }),
    )
    for (const page of await Promise.all(pages)) yield page
  }
}

/** The deleted vault that holds a name, as far as the caller sees it. */
export async function findDeletedVault(azure: AzureContext, vaultName: string): Promise<DeletedVault | undefined> {
  for await (const { items } of listDeletedVaults(azure)) {
    const found = items.find(({ name }) => name === vaultName.toLowerCase())
    if (found) return found
  }
  return undefined
}

/**
 * Brings a vault back, with everything that was in it, into the group it was in. Its role assignments and event
 * subscriptions stay away. Sent once; where the answer is lost, the vault is looked for.
 * @throws not_found, forbidden, policy_denied, outcome_unknown
 */
export async function recoverVault(
  azure: AzureContext,
  vaultName: string,
  { subscriptionId, location }: DeletedVaultPlace,
): Promise<VaultDeletion> {
  const { vaults } = vaultManagementClient(azure, subscriptionId)
  const { properties } = await vaults.getDeleted(vaultName, location)
  const { subscriptionName, resourceGroup } = toDeletedVault({ name: vaultName, properties }, subscriptionId)
  // Azure takes both for granted when it recovers, and its own description wants them.
  const body = {
    location: properties?.location ?? location,
    properties: {
      createMode: 'recover' as const,
      tenantId: azure.caller.tenantId,
      sku: { family: 'A', name: 'standard' as const },
    },
  }
  const making = Promise.resolve(vaults.createOrUpdate(resourceGroup, vaultName, body, { updateIntervalInMs: 1_000 }))
  const back = await unlessLost(making, () => vaults.get(resourceGroup, vaultName))
  rememberVault(azure, back, subscriptionName)
  return { name: vaultName, scheduledPurgeDate: null }
}

/**
 * Destroys a deleted vault for good with everything in it. Sent once; where the answer is lost, it is looked whether it is
 * gone. @throws not_found, purge_protected, forbidden, outcome_unknown
 */
export async function purgeVault(
  azure: AzureContext,
  vaultName: string,
  { subscriptionId, location }: DeletedVaultPlace,
): Promise<VaultDeletion> {
  const { vaults } = vaultManagementClient(azure, subscriptionId)
  const purging = Promise.resolve(vaults.purgeDeleted(vaultName, location, { updateIntervalInMs: 1_000 }))
  await unlessLost(purging, () =>
    vaults.getDeleted(vaultName, location).then(
      () => undefined,
      (error: unknown) => (error instanceof AzureCallError && error.statusCode === 404 ? null : undefined),
    ),
  )
  forgetVault(azure, vaultName)
  return { name: vaultName, scheduledPurgeDate: null }
}

async function deletedVaultsOf(
  azure: AzureContext,
  subscriptionId: string,
  subscriptionName?: string,
): Promise<DeletedVault[]> {
  const found: DeletedVault[] = []
  const pages = vaultManagementClient(azure, subscriptionId).vaults.listDeleted().byPage()
  for await (const page of pagesOf(azure, pages)) {
    found.push(...page.map((one) => toDeletedVault(one, subscriptionId, subscriptionName)))
  }
  return found
}

function toDeletedVault(
  { name = '', properties }: Pick<DeletedVaultResource, 'name' | 'properties'>,
  subscriptionId: string,
  subscriptionName = subscriptionId,
): DeletedVault {
  return {
    name: name.toLowerCase(),
    subscriptionId,
    subscriptionName,
    resourceGroup: /\/resourceGroups\/([^/]+)\//i.exec(properties?.vaultId ?? '')?.[1] ?? '',
    location: properties?.location ?? '',
    deletedOn: isoDate(properties?.deletionDate),
    scheduledPurgeDate: isoDate(properties?.scheduledPurgeDate),
    isPurgeProtectionEnabled: properties?.purgeProtectionEnabled ?? false,
    tags: { ...properties?.tags },
  }
}
