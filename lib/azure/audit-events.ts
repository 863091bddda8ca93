import 'server-only'
import * as z from 'zod/mini'
import type { AuditEvent } from '../domain/audit-event.ts'
import type { AuditLine, AuditQuery } from '../domain/audit-reading.ts'
import { coverageOf } from '../domain/log-coverage.ts'
import type { Problem } from '../domain/problem.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { queryLogs, recordsOf } from './log-analytics.ts'
import { readLogSettings } from './log-destinations.ts'
import { namePrincipals } from './principals.ts'
import { ProblemError } from './problem-error.ts'
import { savedQuery } from './saved-query.ts'
import { sideBySide } from './side-by-side.ts'
import { knownVaults } from './vaults.ts'

/** So many rows of each workspace; a reader narrows the question to see others. */
const mostRows = 1_000

/**
 * Who called Key Vault: what is known of each vault first, then the calls, one query for each workspace, then the callers'
 * names. A workspace that fails is a problem and costs its own vaults only.
 * @throws {ProblemError} invalid_request, or what the person has to act on first
 */
export async function* readAuditEvents(azure: AzureContext, query: AuditQuery): AsyncGenerator<AuditLine> {
  const period = { fromMs: query.from.getTime(), toMs: query.to.getTime() }
  if (period.fromMs >= period.toMs) {
    throw new ProblemError({ code: 'invalid_request', message: 'The period ends before it begins.' })
  }
  const { names, problems } = query.vaults ? { names: query.vaults, problems: [] } : await knownVaults(azure)
  if (problems.length > 0) yield { problems }
  const settings = await readLogSettings(azure, names)
  const coverage = [...settings].map(([name, one]) => coverageOf(name, one, period, Date.now()))
  yield { coverage: coverage.map(({ workspaceId: _, ...told }) => told) }
  const workspaces = Map.groupBy(
    coverage.filter(({ workspaceId }) => workspaceId !== undefined),
    ({ workspaceId = '' }) => workspaceId,
  )
  const callers = new Set<string>()
  const readings = [...workspaces].map(([workspaceId, vaults]) => {
    const workspaceName = vaults[0]?.workspaceName ?? workspaceId
    return linesOf(azure, query, { workspaceId, workspaceName, vaults: vaults.map(({ vaultName }) => vaultName) })
  })
  for await (const line of sideBySide(readings)) {
    for (const { callerId } of line.events ?? []) if (callerId) callers.add(callerId)
    yield line
  }
  if (callers.size > 0) yield await namesOf(azure, [...callers])
}

interface Asked {
  workspaceId: string
  workspaceName: string
  vaults: string[]
}

async function* linesOf(
  azure: AzureContext,
  asked: AuditQuery,
  { workspaceId, workspaceName, vaults }: Asked,
): AsyncGenerator<AuditLine> {
  const { from, to } = asked
  const text = savedQuery('audit-events', { ...parametersOf(asked, vaults), mostRows })
  yield { query: { workspaceName, text } }
  try {
    const answer = await queryLogs(azure, workspaceId, text, { from, to })
    if ('fault' in answer) throw new Error(`A saved query is wrong: ${answer.fault.message}`)
    const events = recordsOf(EventRow, answer.table).map(toEvent)
    const isCut = answer.table.rows.length >= mostRows
    const problem = answer.partialReason ? partial(answer.partialReason) : isCut ? cut : undefined
    yield { events, ...(problem && { problems: [{ ...problem, subject: workspaceName }] }) }
  } catch (error) {
    if (isAboutThePerson(error) || azure.signal.aborted) throw error
    yield { problems: [{ ...problemOf(error).problem, subject: workspaceName }] }
  }
}

/** What the queries of calls are asked with, by the names in their files. */
export function parametersOf(asked: AuditQuery, vaults: string[]) {
  return {
    since: asked.from,
    until: asked.to,
    vaults,
    objects: (asked.objects ?? []).map((object) => object.toLowerCase()),
    callers: (asked.callers ?? []).map((id) => id.toLowerCase()),
    operations: asked.operations ?? [],
    addresses: asked.addresses ?? [],
    outcome: asked.outcome ?? 'all',
    consoleClient: 'Strongroom/',
    hidesConsole: asked.console !== 'shown',
  }
}

const cut: Problem = {
  code: 'truncated',
  message: `Only the newest ${mostRows} calls are shown.`,
  remedy: 'Ask for a shorter period, or filter.',
}

const partial = (reason: string): Problem => ({
  code: 'truncated',
  message: 'Log Analytics answered with a part of the rows.',
  remedy: 'Ask for a shorter period, or filter.',
  azure: { message: reason },
})

/** Claims name people; the directory names applications too. Without it the rows stand by themselves. */
async function namesOf(azure: AzureContext, ids: string[]): Promise<AuditLine> {
  try {
    return { principals: await namePrincipals(azure, ids) }
  } catch (error) {
    if (azure.signal.aborted) throw error
    const remedy = 'People are called as their sign-in called them, applications by their ids.'
    return { problems: [{ ...problemOf(error).problem, subject: 'names of callers', remedy }] }
  }
}

const Text = z.string()

/** A row of audit-events.kql. */
const EventRow = z.object({
  Time: z.date(),
  Vault: Text,
  Operation: Text,
  Object: Text,
  Version: Text,
  Status: z.nullable(z.number()),
  Result: Text,
  Description: Text,
  Address: Text,
  Client: Text,
  CallerId: Text,
  ApplicationId: Text,
  CallerName: Text,
  IdentityResource: Text,
  AssignmentId: Text,
  IsConsole: z.boolean(),
  DurationMs: z.nullable(z.number()),
  CorrelationId: Text,
  Table: z.enum(['AzureDiagnostics', 'AZKVAuditLogs']),
})

function toEvent(row: z.infer<typeof EventRow>): AuditEvent {
  return {
    timeMs: row.Time.getTime(),
    vaultName: row.Vault,
    operation: row.Operation,
    object: row.Object,
    version: row.Version,
    status: row.Status ?? 0,
    result: row.Result,
    description: row.Description,
    address: row.Address,
    client: row.Client,
    callerId: row.CallerId.toLowerCase(),
    applicationId: row.ApplicationId.toLowerCase(),
    callerName: row.CallerName,
    identityResource: row.IdentityResource,
    assignmentId: row.AssignmentId,
    isConsole: row.IsConsole,
    durationMs: row.DurationMs,
    correlationId: row.CorrelationId,
    table: row.Table,
  }
}
