import 'server-only'
import pLimit from 'p-limit'
import type { Page } from '../domain/page.ts'
import type { Problem } from '../domain/problem.ts'
import { subscriptionNamesSubject } from '../domain/vault.ts'
import { pagesOf } from './call-scope.ts'
import { subscriptionClient, vaultManagementClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { vaultsQuery } from './estate-queries.ts'
import { queryResourceGraph } from './resource-graph.ts'
import { type InventoryVault, toInventoryVault } from './vault-mapping.ts'

type Names = Map<string, string>

/** A page of the inventory, with the number of vaults on it whose description is not understood. */
interface InventoryPage extends Page<InventoryVault> {
  unreadableCount: number
}

/**
 * Every vault that Resource Manager shows the caller, over all subscriptions. One Resource Graph query, side by side with
 * the subscriptions' names; where Resource Graph fails, each subscription is asked itself, and one that fails is a
 * problem with its name instead of the end.
 */
export async function* readInventory(azure: AzureContext): AsyncGenerator<InventoryPage> {
  const rows = queryResourceGraph(azure, vaultsQuery)
  const [names, first] = await Promise.all([settled(subscriptionNames(azure)), settled(rows.next())])
  if ('error' in first) {
    if (isAboutThePerson(first.error) || 'error' in names) throw first.error
    yield* readEachSubscription(azure, names.value)
    return
  }
  const known: Names = 'error' in names ? new Map() : names.value
  let problems = 'error' in names ? [namesProblem(names.error)] : undefined
  for (let page = first.value; !page.done; page = await rows.next()) {
    yield { ...understood(page.value, known), problems }
    problems = undefined
  }
}

function namesProblem(error: unknown): Problem {
  return {
    ...problemOf(error).problem,
    subject: subscriptionNamesSubject,
    remedy: 'No vault is missing; each subscription is called by its id.',
  }
}

function understood(rows: readonly unknown[], names: Names): Pick<InventoryPage, 'items' | 'unreadableCount'> {
  const items = rows.map((row) => toInventoryVault(row, names)).filter((vault) => vault !== undefined)
  return { items, unreadableCount: rows.length - items.length }
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

async function* readEachSubscription(azure: AzureContext, names: Names): AsyncGenerator<InventoryPage> {
  const limit = pLimit(concurrentSubscriptions)
  const waiting = new Map<string, Promise<[string, InventoryPage]>>()
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
): Promise<InventoryPage> {
  const rows: unknown[] = []
  const outcome = await settled(
    (async () => {
      const vaults = vaultManagementClient(azure, subscriptionId).vaults.listBySubscription().byPage()
      for await (const page of pagesOf(azure, vaults)) rows.push(...page)
    })(),
  )
  const page = understood(rows, names)
  if (!('error' in outcome)) return page
  if (isAboutThePerson(outcome.error)) throw outcome.error
  const problem: Problem = { ...problemOf(outcome.error).problem, subject: name }
  return { ...page, problems: [problem] }
}

/** Failures that every further call would repeat, and that the person has to act on first. */
export function isAboutThePerson(error: unknown): boolean {
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
