import 'server-only'
import * as z from 'zod/mini'
import {
  type AuditChange,
  type AuditChanges,
  changeKindOf,
  operationAsWritten,
  withoutTwins,
} from '../domain/audit-change.ts'
import type { AuditQuery } from '../domain/audit-reading.ts'
import type { Principal } from '../domain/principal.ts'
import type { Problem } from '../domain/problem.ts'
import { activityWorkspaces } from './activity-workspaces.ts'
import { type AskedWorkspace, askedWorkspaces, askWorkspaces } from './asked-workspaces.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { recordsOf } from './log-analytics.ts'
import { namePrincipals } from './principals.ts'
import { savedQuery } from './saved-query.ts'
import { inventoryVault } from './vaults.ts'

/** So many rows of each workspace; a shorter period shows others. */
const mostRows = 1_000

/**
 * What was changed of vaults, of who may reach them, of their logging and of their objects, the newest first: one query for
 * each workspace that a vault or the Activity log of its subscription goes to.
 * @throws {ProblemError} invalid_request, or what the person has to act on first
 */
export async function readChanges(
  azure: AzureContext,
  query: Pick<AuditQuery, 'from' | 'to' | 'vaults'>,
): Promise<AuditChanges> {
  const asked = await askedWorkspaces(azure, query.vaults, { fromMs: query.from.getTime(), toMs: query.to.getTime() })
  const places = await placesOf(azure, asked.coverage)
  const activity = await activityWorkspaces(azure, places.subscriptions)
  const scopes = query.vaults ? places.scopes : []
  const read = await askWorkspaces(
    azure,
    together(asked.workspaces, activity.workspaces),
    query,
    ({ vaults }) => savedQuery('changes', { since: query.from, until: query.to, vaults, scopes, mostRows }),
    (table) => [{ changes: recordsOf(ChangeRow, table).map(toChange), isCut: table.rows.length >= mostRows }],
  )
  const changes = withoutTwins(read.rows.flatMap((row) => row.changes))
  const names = await namesOf(azure, [...new Set(changes.flatMap(({ callerId }) => callerId || []))])
  return {
    changes,
    coverage: asked.coverage,
    queries: read.queries,
    principals: names.principals,
    problems: [
      ...asked.problems,
      ...activity.problems,
      ...read.problems,
      ...names.problems,
      ...(read.rows.some(({ isCut }) => isCut) ? [cut] : []),
    ],
  }
}

const cut: Problem = {
  code: 'truncated',
  subject: 'earlier changes',
  message: `Only the newest ${mostRows} changes of a workspace are shown.`,
  remedy: 'Ask for a shorter period.',
}

/** A workspace that has both the calls of vaults and an Activity log is asked once. */
function together(...lists: AskedWorkspace[][]): AskedWorkspace[] {
  const all = new Map<string, AskedWorkspace>()
  for (const one of lists.flat()) if (!all.has(one.workspaceId)) all.set(one.workspaceId, one)
  return [...all.values()]
}

/** The ids of vaults and of what they are in, and their subscriptions by name. */
async function placesOf(azure: AzureContext, vaults: readonly { vaultName: string }[]) {
  const scopes = new Set<string>()
  const subscriptions = new Map<string, string>()
  for (const { vaultName } of vaults) {
    const found = await inventoryVault(azure, vaultName)
    if (!found) continue
    const parts = found.vault.id.toLowerCase().split('/')
    for (const length of [3, 5, 9]) scopes.add(parts.slice(0, length).join('/'))
    subscriptions.set(found.vault.subscriptionId.toLowerCase(), found.vault.subscriptionName)
  }
  return { scopes: [...scopes], subscriptions }
}

/** Claims name people; the directory names applications too. Without it the rows stand by themselves. */
async function namesOf(
  azure: AzureContext,
  ids: readonly string[],
): Promise<{ principals: Principal[]; problems: Problem[] }> {
  if (ids.length === 0) return { principals: [], problems: [] }
  try {
    return { principals: await namePrincipals(azure, ids), problems: [] }
  } catch (error) {
    if (isAboutThePerson(error) || azure.signal.aborted) throw error
    const remedy = 'People are called as their sign-in called them, applications by their ids.'
    return { principals: [], problems: [{ ...problemOf(error).problem, subject: 'names of callers', remedy }] }
  }
}

const Text = z.string()

/** A row of changes.kql. */
const ChangeRow = z.object({
  Time: z.date(),
  Vault: Text,
  Scope: Text,
  Operation: Text,
  Object: Text,
  Version: Text,
  Status: z.nullable(z.number()),
  Result: Text,
  Address: Text,
  Client: Text,
  CallerId: Text,
  ApplicationId: Text,
  CallerName: Text,
  IdentityResource: Text,
  Network: Text,
  CorrelationId: Text,
  Table: z.enum(['AzureDiagnostics', 'AZKVAuditLogs', 'AzureActivity']),
})

function toChange(row: z.infer<typeof ChangeRow>): AuditChange {
  return {
    timeMs: row.Time.getTime(),
    kind: changeKindOf(row.Operation),
    vaultName: row.Vault,
    scope: row.Scope,
    operation: operationAsWritten(row.Operation),
    object: row.Object,
    version: row.Version,
    isDone: row.Status !== null && row.Status < 300,
    result: row.Result,
    network: row.Network,
    address: row.Address,
    client: row.Client,
    callerId: row.CallerId.toLowerCase(),
    applicationId: row.ApplicationId.toLowerCase(),
    callerName: row.CallerName,
    identityResource: row.IdentityResource,
    correlationId: row.CorrelationId,
    table: row.Table,
  }
}
