import 'server-only'
import * as z from 'zod/mini'
import type { AssignmentUse, AssignmentUseQuery, AssignmentUses } from '../domain/assignment-use.ts'
import { type AskedWorkspace, askedWorkspaces, askWorkspaces } from './asked-workspaces.ts'
import type { AzureContext } from './context.ts'
import { recordsOf } from './log-analytics.ts'
import { savedQuery } from './saved-query.ts'

/** A row of assignment-use.kql. */
const UseRow = z.object({
  Assignment: z.string(),
  Vault: z.string(),
  Operation: z.string(),
  Calls: z.number(),
  Last: z.date(),
  Objects: z.number(),
  AnyObject: z.string(),
  Whole: z.number(),
})

/**
 * What role assignments let through over all vaults, one query for each workspace. An assignment that is not told was not
 * used, where the coverage proves it.
 * @throws {ProblemError} invalid_request, or what the person has to act on first
 */
export async function readAssignmentUse(
  azure: AzureContext,
  { from, to }: AssignmentUseQuery,
): Promise<AssignmentUses> {
  const period = { fromMs: from.getTime(), toMs: to.getTime() }
  const { coverage, workspaces, problems } = await askedWorkspaces(azure, undefined, period)
  const textFor = ({ vaults }: AskedWorkspace) => savedQuery('assignment-use', { since: from, until: to, vaults })
  const asked = await askWorkspaces(azure, workspaces, { from, to }, textFor, (table) =>
    recordsOf(UseRow, table).map(toUse),
  )
  return { uses: asked.rows, coverage, queries: asked.queries, problems: [...problems, ...asked.problems] }
}

function toUse(row: z.infer<typeof UseRow>): AssignmentUse {
  return {
    assignmentName: row.Assignment,
    vaultName: row.Vault,
    operation: row.Operation,
    calls: row.Calls,
    lastMs: row.Last.getTime(),
    onlyObject: row.Whole === 0 && row.Objects === 1 ? row.AnyObject : null,
  }
}
