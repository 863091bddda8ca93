import 'server-only'
import type { CertificateClient } from '@azure/keyvault-certificates'
import type { KeyClient } from '@azure/keyvault-keys'
import type { SecretClient } from '@azure/keyvault-secrets'
import { LRUCache } from 'lru-cache'
import type { Page } from '../domain/page.ts'
import type { Problem } from '../domain/problem.ts'
import type { VaultRights } from '../domain/rights.ts'
import type { Vault, VaultDetail } from '../domain/vault.ts'
import { outsideScope } from './call-scope.ts'
import { certificateClientFor, keyClientFor, recoveryClientsFor, secretClientFor } from './clients.ts'
import type { AzureContext } from './context.ts'
import { isAboutThePerson, readInventory } from './inventory.ts'
import { type ObjectPlace, rightsAt, unknownRights } from './permissions.ts'
import { hostOfVault } from './vault-host.ts'
import { type InventoryVault, toInventoryVault } from './vault-mapping.ts'
import { probeVault } from './vault-probe.ts'

/** What one reading of Resource Manager showed, and what of it could not be read. */
interface Inventory {
  vaults: Map<string, InventoryVault>
  problems: Problem[]
}

/** Per assertion: what one person's Resource Manager shows is no answer to another. Facts may change, so not for long. */
const inventories = new LRUCache<string, Promise<Inventory>>({ max: 200, ttl: 60_000 })

/** Every vault that Resource Manager shows the caller, page by page, read afresh. */
export async function* listVaults(azure: AzureContext): AsyncGenerator<Page<Vault>> {
  const all: Inventory = { vaults: new Map(), problems: [] }
  let isComplete = true
  let unreadable = 0
  for await (const { items, problems, unreadableCount } of readInventory(azure)) {
    for (const item of items) all.vaults.set(item.vault.name, item)
    isComplete &&= !problems
    unreadable += unreadableCount
    yield { items: items.map(({ vault }) => vault), problems }
  }
  if (unreadable > 0) {
    all.problems.push(notUnderstood(unreadable))
    yield { items: [], problems: all.problems }
  }
  if (isComplete) inventories.set(azure.assertionHash, Promise.resolve(all))
}

/** Reading again would change nothing, so the list without these vaults is a complete one. */
function notUnderstood(count: number): Problem {
  const [subject, it] = count === 1 ? ['1 vault', 'it'] : [`${count} vaults`, 'them']
  return {
    code: 'azure_error',
    subject,
    message: `Resource Manager describes ${it} in a way that Strongroom does not understand.`,
    remedy: `Open ${it} by name: secrets are read from the vault itself.`,
  }
}

/**
 * One vault. Its facts are null where the caller's inventory does not hold it: people with data-plane rights only see no
 * vault in Resource Manager and open theirs by name.
 */
export async function getVault(azure: AzureContext, vaultName: string): Promise<VaultDetail> {
  const host = hostOfVault(vaultName)
  const found = (await inventoryOf(azure)).vaults.get(vaultName)
  if (!found) await probeVault(host)
  const rights = await rightsAt(azure, found)
  if (!found) return { name: vaultName, vaultUri: `https://${host}/`, facts: null, rights }
  const { name, vaultUri, ...facts } = found.vault
  return { name, vaultUri, facts, rights }
}

/**
 * What the caller may do with one object. Unknown where Resource Manager does not show them the vault, or does not answer.
 * @throws {ProblemError} for what the person has to act on first, such as a claims challenge
 */
export async function getObjectRights<C extends ObjectPlace['collection']>(
  azure: AzureContext,
  vaultName: string,
  object: ObjectPlace & { collection: C },
): Promise<VaultRights[C]> {
  try {
    return (await rightsAt(azure, (await inventoryOf(azure)).vaults.get(vaultName), object))[object.collection]
  } catch (error) {
    if (isAboutThePerson(error) || azure.signal.aborted) throw error
    return unknownRights()[object.collection]
  }
}

/** A vault as Resource Manager shows it to the caller; undefined where it does not. */
export async function inventoryVault(azure: AzureContext, vaultName: string): Promise<InventoryVault | undefined> {
  return (await inventoryOf(azure)).vaults.get(vaultName)
}

/** After a change of a vault: the caller's next look is at what is there then. */
export function forgetInventory(azure: AzureContext): void {
  inventories.delete(azure.assertionHash)
}

/**
 * Puts a vault that was just written into what is known of the caller's vaults: Resource Graph tells of it only after a
 * while.
 */
export function rememberVault(azure: AzureContext, resource: unknown, subscriptionName: string): void {
  const found = toInventoryVault(resource, new Map())
  if (!found) return
  const vault = { ...found.vault, subscriptionName }
  void amend(azure, ({ vaults }) => vaults.set(vault.name, { ...found, vault }))
}

/** Takes a vault that was deleted out of what is known of the caller's vaults. */
export function forgetVault(azure: AzureContext, vaultName: string): void {
  void amend(azure, ({ vaults }) => vaults.delete(vaultName))
}

async function amend(azure: AzureContext, change: (inventory: Inventory) => void): Promise<void> {
  const known = await inventories.get(azure.assertionHash)?.catch(() => undefined)
  if (known) change(known)
}

/**
 * The secrets of a vault, in the caller's inventory or opened by its name alone. Its host follows from the name either
 * way (the inventory drops any URI that does not), so an engineer's rollback waits for no Resource Manager.
 */
export function secretClient(azure: AzureContext, vaultName: string): SecretClient {
  return secretClientFor(azure, hostOfVault(vaultName))
}

/** The keys of a vault, as `secretClient`. */
export function keyClient(azure: AzureContext, vaultName: string): KeyClient {
  return keyClientFor(azure, hostOfVault(vaultName))
}

/** The certificates of a vault, as `secretClient`. */
export function certificateClient(azure: AzureContext, vaultName: string): CertificateClient {
  return certificateClientFor(azure, hostOfVault(vaultName))
}

/** The vaults that the caller's inventory holds, and what of it could not be read; anew where it is older than a minute. */
export async function knownVaults(
  azure: AzureContext,
): Promise<{ names: string[]; problems: Problem[]; subscriptionOf: (vaultName: string) => string | undefined }> {
  const { vaults, problems } = await inventoryOf(azure)
  const subscriptionOf = (vaultName: string) => vaults.get(vaultName)?.vault.subscriptionId
  return { names: [...vaults.keys()], problems, subscriptionOf }
}

/** Clients of a vault that recover and read nothing, as `secretClient`. */
export function recoveryClients(azure: AzureContext, vaultName: string): ReturnType<typeof recoveryClientsFor> {
  return recoveryClientsFor(azure, hostOfVault(vaultName))
}

function inventoryOf(azure: AzureContext): Promise<Inventory> {
  const cached = inventories.get(azure.assertionHash)
  if (cached) return cached
  // Several requests may wait for this one reading: it does not end because the first one's client goes away.
  const reading = outsideScope(() => readAll({ ...azure, signal: new AbortController().signal }))
  inventories.set(azure.assertionHash, reading)
  reading.catch(() => inventories.delete(azure.assertionHash))
  return reading
}

async function readAll(azure: AzureContext): Promise<Inventory> {
  const all: Inventory = { vaults: new Map(), problems: [] }
  let unreadable = 0
  for await (const { items, problems, unreadableCount } of readInventory(azure)) {
    for (const item of items) all.vaults.set(item.vault.name, item)
    unreadable += unreadableCount
    all.problems.push(...(problems ?? []))
    // What is missing now may be readable in a moment: good for this request, and for no later one.
    if (problems) inventories.delete(azure.assertionHash)
  }
  if (unreadable > 0) all.problems.push(notUnderstood(unreadable))
  return all
}
