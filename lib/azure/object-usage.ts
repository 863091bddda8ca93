import 'server-only'
import * as z from 'zod/mini'
import { coverageWithRows, type ObjectUsage, type UsageQuery, type UsageRow } from '../domain/object-usage.ts'
import { askedWorkspaces, askWorkspaces } from './asked-workspaces.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { recordsOf } from './log-analytics.ts'
import { namePrincipals } from './principals.ts'
import { savedQuery } from './saved-query.ts'

const mostRows = 2_000

/**
 * Who used one secret, key or certificate: one query of the workspace that its vault logs to. A certificate is read as its
 * secret and signs as its key, so calls to all three of its name count.
 * @throws {ProblemError} invalid_request, or what the person has to act on first
 */
export async function readObjectUsage(azure: AzureContext, query: UsageQuery): Promise<ObjectUsage> {
  const vault = query.vault.toLowerCase()
  const object = query.object.toLowerCase()
  const name = object.slice(object.indexOf('/') + 1)
  const objects = object.startsWith('certificates/') ? [object, `keys/${name}`, `secrets/${name}`] : [object]
  const period = { fromMs: query.from.getTime(), toMs: query.to.getTime() }
  const { coverage, workspaces, problems } = await askedWorkspaces(azure, [vault], period)
  const text = savedQuery('who-used-it', {
    since: query.from,
    until: query.to,
    vault,
    objects,
    consoleClient: 'Strongroom/',
    mostRows,
  })
  const asked = await askWorkspaces(
    azure,
    workspaces,
    query,
    () => text,
    (table) => recordsOf(Row, table).map(toRow),
  )
  const named = await namesOf(azure, [...new Set(asked.rows.map(({ callerId }) => callerId))].filter(Boolean))
  const cut = asked.rows.length >= mostRows ? [tooMany] : []
  return {
    rows: asked.rows,
    principals: named.principals,
    coverage: coverage.map((one) => coverageWithRows(one, asked.rows)),
    queries: asked.queries,
    problems: [...problems, ...asked.problems, ...cut, ...named.problems],
  }
}

const tooMany = {
  code: 'truncated',
  message: `Only the ${mostRows} callers and versions that were last used are told.`,
  remedy: 'Ask for a shorter period.',
} as const

async function namesOf(azure: AzureContext, ids: string[]): Promise<Pick<ObjectUsage, 'principals' | 'problems'>> {
  if (ids.length === 0) return { principals: [], problems: [] }
  try {
    return { principals: await namePrincipals(azure, ids), problems: [] }
  } catch (error) {
    if (azure.signal.aborted) throw error
    const remedy = 'People are called as their sign-in called them, applications by their ids.'
    return { principals: [], problems: [{ ...problemOf(error).problem, subject: 'names of callers', remedy }] }
  }
}

const Text = z.string()

/** A row of who-used-it.kql. */
const Row = z.object({
  ...{ CallerId: Text, ApplicationId: Text, CallerName: Text, IdentityResource: Text, Operation: Text, Version: Text },
  IsPinned: z.boolean(),
  ...{ Calls: z.number(), Refused: z.number(), Failed: z.number() },
  ...{ First: z.date(), Last: z.date(), LastDone: z.nullable(z.date()) },
  ...{ Address: Text, Addresses: z.unknown(), Client: Text, AssignmentId: Text },
})

function toRow(row: z.infer<typeof Row>): UsageRow {
  return {
    callerId: row.CallerId,
    applicationId: row.ApplicationId,
    callerName: row.CallerName,
    identityResource: row.IdentityResource,
    operation: row.Operation,
    version: row.Version,
    isPinned: row.IsPinned,
    calls: row.Calls,
    refused: row.Refused,
    failed: row.Failed,
    firstMs: row.First.getTime(),
    lastMs: row.Last.getTime(),
    lastDoneMs: row.LastDone?.getTime() ?? null,
    address: row.Address,
    addresses: addressesOf(row.Addresses),
    client: row.Client,
    assignmentId: row.AssignmentId,
  }
}

/** A dynamic column comes as its parsed value, or as its text. */
function addressesOf(value: unknown): string[] {
  const list: unknown = typeof value === 'string' ? JSON.parse(value) : value
  return Array.isArray(list) ? list.filter((one) => typeof one === 'string' && one !== '') : []
}
