import 'server-only'
import type { Problem } from '../domain/problem.ts'
import type { AskedWorkspace } from './asked-workspaces.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { readSettings, visibleWorkspaces, workspaceIdOf } from './log-destinations.ts'
import { inventoryVault } from './vaults.ts'

/**
 * The workspaces that the Activity log of these subscriptions goes to: what Resource Manager was asked to change is told
 * there, and nowhere else of vaults that do not log. A subscription without one, or whose settings are hidden, is a problem.
 * @param subscriptions by id, each with its name
 */
export async function activityWorkspaces(
  azure: AzureContext,
  subscriptions: ReadonlyMap<string, string>,
): Promise<{ workspaces: AskedWorkspace[]; problems: Problem[] }> {
  const known = await visibleWorkspaces(azure)
  const workspaces = new Map<string, AskedWorkspace>()
  const problems: Problem[] = []
  await Promise.all(
    [...subscriptions].map(async ([id, name]) => {
      const subject = `Activity log of ${name}`
      try {
        const { value } = await readSettings(azure, `/subscriptions/${id}`)
        const ids = value
          .filter(({ properties }) =>
            properties.logs?.some(
              ({ category, categoryGroup, enabled }) => enabled && (category === 'Administrative' || categoryGroup),
            ),
          )
          .flatMap(workspaceIdOf)
        if (ids.length === 0) problems.push({ ...notExported, subject })
        for (const one of ids) {
          const workspace = known.get(one)
          if (!workspace) problems.push({ ...hidden, subject })
          else
            workspaces.set(workspace.customerId, {
              workspaceId: workspace.customerId,
              workspaceName: workspace.name,
              vaults: [],
            })
        }
      } catch (error) {
        if (isAboutThePerson(error) || azure.signal.aborted) throw error
        problems.push({ ...problemOf(error).problem, subject })
      }
    }),
  )
  return { workspaces: [...workspaces.values()], problems }
}

const notExported = {
  code: 'not_found',
  message:
    'The subscription’s Activity log goes to no workspace, so changes of roles and of vaults are not told by it.',
  remedy: 'A diagnostic setting of the subscription with the category Administrative sends it to one.',
} as const

const hidden = {
  code: 'forbidden',
  message: 'The subscription’s Activity log goes to a workspace that you do not see.',
  remedy: 'Log Analytics Reader on the workspace lets you.',
} as const

/** A workspace that has both the calls of vaults and an Activity log is asked once. */
export function together(...lists: AskedWorkspace[][]): AskedWorkspace[] {
  const all = new Map<string, AskedWorkspace>()
  for (const one of lists.flat()) if (!all.has(one.workspaceId)) all.set(one.workspaceId, one)
  return [...all.values()]
}

/** The ids of vaults and of what they are in, and their subscriptions by name. */
export async function placesOf(azure: AzureContext, vaultNames: readonly string[]) {
  const scopes = new Set<string>()
  const subscriptions = new Map<string, string>()
  for (const vaultName of vaultNames) {
    const found = await inventoryVault(azure, vaultName)
    if (!found) continue
    const parts = found.vault.id.toLowerCase().split('/')
    for (const length of [3, 5, 9]) scopes.add(parts.slice(0, length).join('/'))
    subscriptions.set(found.vault.subscriptionId.toLowerCase(), found.vault.subscriptionName)
  }
  return { scopes: [...scopes], subscriptions }
}
