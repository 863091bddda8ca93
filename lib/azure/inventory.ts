import 'server-only'
import pLimit from 'p-limit'
import type { Page } from '../domain/page.ts'
import type { Problem } from '../domain/problem.ts'
import { pagesOf } from './call-scope.ts'
import { subscriptionClient, vaultManagementClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { queryResourceGraph } from './resource-graph.ts'
import { type InventoryVault, toInventoryVault } from './vault-mapping.ts'

const vaultsQuery = `resources
| where type =~ 'microsoft.keyvault/vaults'
| project id, name, location, resourceGroup, subscriptionId, tags, properties
| order by id asc`

type Names = Map<string, string>

/**
 * Every vault that Resource Manager shows the caller, over all subscriptions. One Resource Graph query, side by side with
 * the subscriptions' names; where Resource Graph fails, each subscription is asked itself, and one that fails is a
 * problem with its name instead of the end.
 */
export async function* readInventory(azure: AzureContext): AsyncGenerator<Page<InventoryVault>> {
  const rows = queryResourceGraph(azure, vaultsQuery)
  const [names, first] = await Promise.all([settled(subscriptionNames(azure)), settled(rows.next())])
  if ('error' in first) {
    if (isAboutThePerson(first.error) || 'error' in names) throw first.error
    yield* readEachSubscription(azure, names.value)
    return
  }
  const known: Names = 'error' in names ? new Map() : names.value
  const problems = 'error' in names ? [{ ...problemOf(names.error).problem, subject: 'subscription names' }] : undefined
  for (let page = first.value; !page.done; page = await rows.next()) {
    const items = page.value.map((row) => toInventoryVault(row, known)).filter((vault) => vault !== undefined)
    yield { items, problems }
  }
}

async function subscriptionNames(azure: AzureContext): Promise<Names> {
  const names: Names = new Map()
  for await (const page of pagesOf(azure, subscriptionClient(azure).subscriptions.list().byPage())) {
    for (const { subscriptionId = '', displayName } of page) {
      names.set(subscriptionId.toLowerCase(), displayName ?? subscriptionId)
    }
  }
  return names
}

const concurrentSubscriptions = 8

async function* readEachSubscription(azure: AzureContext, names: Names): AsyncGenerator<Page<InventoryVault>> {
  const limit = pLimit(concurrentSubscriptions)
  const waiting = new Map<string, Promise<[string, Page<InventoryVault>]>>()
  for (const [subscriptionId, name] of names) {
    waiting.set(
      subscriptionId,
      limit(async () => [subscriptionId, await readSubscription(azure, subscriptionId, name, names)]),
    )
  }
  try {
    while (waiting.size > 0) {
      const [subscriptionId, page] = await Promise.race(waiting.values())
      waiting.delete(subscriptionId)
      yield page
    }
  } finally {
    limit.clearQueue()
  }
}

async function readSubscription(
  azure: AzureContext,
  subscriptionId: string,
  name: string,
  names: Names,
): Promise<Page<InventoryVault>> {
  const items: InventoryVault[] = []
  const outcome = await settled(
    (async () => {
      const vaults = vaultManagementClient(azure, subscriptionId).vaults.listBySubscription().byPage()
      for await (const page of pagesOf(azure, vaults)) {
        items.push(...page.map((vault) => toInventoryVault(vault, names)).filter((vault) => vault !== undefined))
      }
    })(),
  )
  if (!('error' in outcome)) return { items }
  if (isAboutThePerson(outcome.error)) throw outcome.error
  const problem: Problem = { ...problemOf(outcome.error).problem, subject: name }
  return { items, problems: [problem] }
}

/** Failures that every further call would repeat, and that the person has to act on first. */
function isAboutThePerson(error: unknown): boolean {
  const { code } = problemOf(error).problem
  return ['unauthenticated', 'insufficient_claims', 'consent_required', 'conditional_access', 'clock_skew'].includes(
    code,
  )
}

/** A failure as a value, for calls that go side by side: one must not leave the other's rejection unhandled. */
function settled<T>(promise: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
}
