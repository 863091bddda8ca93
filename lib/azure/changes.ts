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
import type { Problem } from '../domain/problem.ts'
import { activityWorkspaces, placesOf, together } from './activity-workspaces.ts'
import { askedWorkspaces, askWorkspaces } from './asked-workspaces.ts'
import { nameCallers } from './caller-names.ts'
import type { AzureContext } from './context.ts'
import { recordsOf } from './log-analytics.ts'
import { savedQuery } from './saved-query.ts'

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
  const places = await placesOf(
    azure,
    asked.coverage.map(({ vaultName }) => vaultName),
  )
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
  const names = await nameCallers(azure, [...new Set(changes.flatMap(({ callerId }) => callerId || []))])
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
