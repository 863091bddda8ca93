import 'server-only'
import type { SecretClient } from '@azure/keyvault-secrets'
import { LRUCache } from 'lru-cache'
import type { Page } from '../domain/page.ts'
import type { Vault, VaultDetail } from '../domain/vault.ts'
import { outsideScope } from './call-scope.ts'
import { secretClientFor } from './clients.ts'
import type { AzureContext } from './context.ts'
import { readInventory } from './inventory.ts'
import { secretRightsAt } from './permissions.ts'
import { hostOfVault } from './vault-host.ts'
import type { InventoryVault } from './vault-mapping.ts'
import { probeVault } from './vault-probe.ts'

type Inventory = Map<string, InventoryVault>

/** Per assertion: what one person's Resource Manager shows is no answer to another. Facts may change, so not for long. */
const inventories = new LRUCache<string, Promise<Inventory>>({ max: 200, ttl: 60_000 })

/** Every vault that Resource Manager shows the caller, page by page, read afresh. */
export async function* listVaults(azure: AzureContext): AsyncGenerator<Page<Vault>> {
  const all: Inventory = new Map()
  let isComplete = true
  for await (const { items, problems } of readInventory(azure)) {
    for (const item of items) all.set(item.vault.name, item)
    isComplete &&= !problems
    yield { items: items.map(({ vault }) => vault), problems }
  }
  if (isComplete) inventories.set(azure.assertionHash, Promise.resolve(all))
}

/**
 * One vault. Its facts are null where the caller's inventory does not hold it: people with data-plane rights only see no
 * vault in Resource Manager and open theirs by name.
 */
export async function getVault(azure: AzureContext, vaultName: string): Promise<VaultDetail> {
  const host = hostOfVault(vaultName)
  const found = (await inventoryOf(azure)).get(vaultName)
  if (!found) await probeVault(host)
  const rights = await secretRightsAt(azure, found)
  if (!found) return { name: vaultName, vaultUri: `https://${host}/`, facts: null, rights }
  const { name, vaultUri, ...facts } = found.vault
  return { name, vaultUri, facts, rights }
}

/** What the caller may do with one secret. Unknown where Resource Manager does not show them the vault. */
export async function getSecretRights(azure: AzureContext, vaultName: string, secretName: string) {
  return secretRightsAt(azure, (await inventoryOf(azure)).get(vaultName), secretName)
}

/**
 * The secrets of a vault, in the caller's inventory or opened by its name alone. Its host follows from the name either
 * way (the inventory drops any URI that does not), so an engineer's rollback waits for no Resource Manager.
 */
export function secretClient(azure: AzureContext, vaultName: string): SecretClient {
  return secretClientFor(azure, hostOfVault(vaultName))
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
  const all: Inventory = new Map()
  for await (const { items, problems } of readInventory(azure)) {
    for (const item of items) all.set(item.vault.name, item)
    // What is missing now may be readable in a moment: good for this request, and for no later one.
    if (problems) inventories.delete(azure.assertionHash)
  }
  return all
}
