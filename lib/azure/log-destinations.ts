import 'server-only'
import { LRUCache } from 'lru-cache'
import pLimit from 'p-limit'
import * as z from 'zod/mini'
import type { LogDestination, LogSettings } from '../domain/log-coverage.ts'
import type { Problem } from '../domain/problem.ts'
import { outsideScope } from './call-scope.ts'
import { stopIfClientIsGone } from './client-gone.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { queryLogs, recordsOf } from './log-analytics.ts'
import { queryResourceGraph } from './resource-graph.ts'
import { callResourceManager } from './resource-manager.ts'
import { savedQuery } from './saved-query.ts'
import { inventoryVault } from './vaults.ts'

const Settings = z.object({
  value: z.array(
    z.object({
      name: z.string(),
      properties: z.object({
        workspaceId: z.nullish(z.string()),
        storageAccountId: z.nullish(z.string()),
        eventHubAuthorizationRuleId: z.nullish(z.string()),
        logs: z.nullish(
          z.array(
            z.object({ category: z.nullish(z.string()), categoryGroup: z.nullish(z.string()), enabled: z.boolean() }),
          ),
        ),
      }),
    }),
  ),
})
type Settings = z.infer<typeof Settings>

const WorkspaceRow = z.object({
  id: z.string(),
  name: z.string(),
  customerId: z.string(),
  retentionDays: z.nullish(z.number()),
})
export type Workspace = z.infer<typeof WorkspaceRow>

const FirstRow = z.object({ Vault: z.string(), First: z.date() })

const workspacesQuery = `resources
| where type =~ 'microsoft.operationalinsights/workspaces'
| project id, name, customerId = tostring(properties.customerId), retentionDays = toint(properties.retentionInDays)
| order by id asc`

/** @see https://learn.microsoft.com/rest/api/monitor/diagnostic-settings */
const diagnosticSettingsVersion = '2021-05-01-preview'
const concurrentSettings = 8
const concurrentWorkspaces = 4
export const defaultRetentionDays = 30
const dayMs = 86_400_000

/** Per person: who may read a setting or a workspace differs. Kept for a few minutes, since a setting changes seldom. */
const kept = { ttl: 5 * 60_000 }
const settingsOf = new LRUCache<string, Promise<Settings>>({ max: 20_000, ...kept })
const workspacesOf = new LRUCache<string, Promise<Map<string, Workspace>>>({ max: 200, ...kept })
/** New rows come all the time, the first one stays. */
const firstRowsOf = new LRUCache<string, Promise<FirstRows>>({ max: 1_000, ttl: 60_000 })

/** By a vault's id in lower case, the time of its first row. */
type FirstRows = { firstMs: Map<string, number> } | { isTableMissing: true }

/**
 * Where the calls of each vault are logged, and since when: one call for each vault's settings, one query of Resource
 * Graph for the workspaces and one of each workspace. What fails is a value and costs its own vaults only.
 * @throws {ProblemError} for what the person has to act on first
 */
export async function readLogSettings(
  azure: AzureContext,
  vaultNames: readonly string[],
): Promise<Map<string, LogSettings>> {
  const limit = pLimit(concurrentSettings)
  const workspaces = visibleWorkspaces(azure)
  const read = await Promise.all(
    vaultNames.map((name) => limit(async () => ({ name, ...(await settingsOrProblem(azure, name)) }))),
  )
  const known = await workspaces
  const used = new Set(read.flatMap((one) => ('settings' in one ? one.settings.value.flatMap(workspaceIdOf) : [])))
  const byWorkspace = pLimit(concurrentWorkspaces)
  const answers = new Map(
    await Promise.all(
      [...used].map((id) => byWorkspace(async () => [id, await answerOf(azure, known.get(id))] as const)),
    ),
  )
  return new Map(
    read.map((one): [string, LogSettings] => {
      if (!('settings' in one)) return [one.name, { problem: one.problem }]
      const calls = one.settings.value.filter(logsCalls)
      const destinations = calls
        .flatMap(workspaceIdOf)
        .map((id) => destinationOf(id, known.get(id), answers.get(id), one.id))
      const isElsewhere = calls.some(
        ({ properties }) => properties.storageAccountId || properties.eventHubAuthorizationRuleId,
      )
      return [one.name, { destinations, isElsewhere }]
    }),
  )
}

/** Several requests may wait for one reading: it does not end because the client of the first one goes away. */
function forAll<T>(azure: AzureContext, read: (azure: AzureContext) => Promise<T>): Promise<T> {
  return outsideScope(() => read({ ...azure, signal: new AbortController().signal }))
}

type ReadSettings = { id: string; settings: Settings } | { problem: Problem }

async function settingsOrProblem(azure: AzureContext, vaultName: string): Promise<ReadSettings> {
  stopIfClientIsGone(azure)
  try {
    const found = await inventoryVault(azure, vaultName)
    if (!found) return { problem: unseen }
    const key = `${azure.assertionHash}|${vaultName}`
    const { id } = found.vault
    const reading = settingsOf.get(key) ?? forAll(azure, (all) => readSettings(all, id))
    settingsOf.set(key, reading)
    reading.catch(() => settingsOf.delete(key))
    return { id: id.toLowerCase(), settings: await reading }
  } catch (error) {
    if (isAboutThePerson(error) || azure.signal.aborted) throw error
    return { problem: problemOf(error).problem }
  }
}

/** Why nothing is known of a vault that Resource Manager does not show. */
export const unseen = {
  code: 'forbidden',
  message: 'Resource Manager does not show you this vault, so whether it logs is not known.',
  remedy: 'Reader on the vault shows you its diagnostic settings.',
} as const

/** ARM's path of a vault's diagnostic settings, or of one of them. */
export const settingsPath = (vaultId: string, name = '') =>
  `${vaultId}/providers/Microsoft.Insights/diagnosticSettings${name}?api-version=${diagnosticSettingsVersion}`

/** A vault's diagnostic settings, read anew. */
export async function readSettings(azure: AzureContext, vaultId: string): Promise<Settings> {
  return Settings.parse(await callResourceManager(azure, 'GET', settingsPath(vaultId)))
}

/** Whether a setting sends the calls themselves, not metrics alone. */
export function logsCalls({ properties: { logs } }: Settings['value'][number]): boolean {
  return (logs ?? []).some(
    ({ category, categoryGroup, enabled }) =>
      enabled && (/^AuditEvent$/i.test(category ?? '') || /^(audit|allLogs)$/i.test(categoryGroup ?? '')),
  )
}

export function workspaceIdOf({ properties: { workspaceId } }: Settings['value'][number]): string[] {
  return workspaceId ? [workspaceId.toLowerCase()] : []
}

/** By ARM id in lower case. */
export function visibleWorkspaces(azure: AzureContext): Promise<Map<string, Workspace>> {
  const found = workspacesOf.get(azure.assertionHash)
  if (found) return found
  const reading = forAll(azure, readWorkspaces)
  workspacesOf.set(azure.assertionHash, reading)
  reading.catch(() => workspacesOf.delete(azure.assertionHash))
  return reading
}

async function readWorkspaces(azure: AzureContext): Promise<Map<string, Workspace>> {
  const workspaces = new Map<string, Workspace>()
  for await (const page of queryResourceGraph(azure, workspacesQuery)) {
    for (const row of page) {
      const parsed = WorkspaceRow.safeParse(row)
      if (parsed.success) workspaces.set(parsed.data.id.toLowerCase(), parsed.data)
    }
  }
  return workspaces
}

type Answer = FirstRows | { failed: unknown } | { isHidden: true }

async function answerOf(azure: AzureContext, workspace: Workspace | undefined): Promise<Answer> {
  if (!workspace) return { isHidden: true }
  const key = `${azure.assertionHash}|${workspace.customerId}`
  const reading = firstRowsOf.get(key) ?? forAll(azure, (all) => readFirstRows(all, workspace))
  firstRowsOf.set(key, reading)
  reading.catch(() => firstRowsOf.delete(key))
  try {
    return await reading
  } catch (error) {
    if (isAboutThePerson(error) || azure.signal.aborted) throw error
    return { failed: error }
  }
}

async function readFirstRows(azure: AzureContext, workspace: Workspace): Promise<FirstRows> {
  const to = new Date()
  const from = new Date(to.getTime() - (workspace.retentionDays ?? defaultRetentionDays) * dayMs)
  const text = savedQuery('logged-since', { since: from, until: to })
  const answer = await queryLogs(azure, workspace.customerId, text, { from, to })
  // The query is ours: all that can be wrong with it is that there is no table.
  if ('fault' in answer) return { isTableMissing: true }
  const rows = recordsOf(FirstRow, answer.table)
  return { firstMs: new Map(rows.map(({ Vault, First }) => [Vault, First.getTime()])) }
}

function destinationOf(
  id: string,
  workspace: Workspace | undefined,
  answer: Answer | undefined,
  vaultId: string,
): LogDestination {
  const name = workspace?.name ?? id.slice(id.lastIndexOf('/') + 1)
  const retentionDays = workspace?.retentionDays ?? defaultRetentionDays
  const known = { name, retentionDays, ...(workspace && { workspaceId: workspace.customerId }) }
  if (!answer || 'isHidden' in answer) return { ...known, answer: { kind: 'hidden' } }
  if ('failed' in answer) return { ...known, answer: { kind: 'failed', problem: problemOf(answer.failed).problem } }
  if ('isTableMissing' in answer) return { ...known, answer: { kind: 'tableMissing' } }
  return { ...known, answer: { kind: 'rows', firstMs: answer.firstMs.get(vaultId) ?? null } }
}

/** Forgets what is kept of a vault's settings: they were just changed. */
export function forgetLogSettings(azure: AzureContext, vaultName: string): void {
  settingsOf.delete(`${azure.assertionHash}|${vaultName}`)
}
