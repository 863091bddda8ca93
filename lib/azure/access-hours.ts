import 'server-only'
import * as z from 'zod/mini'
import type { AccessHours, HoursQuery } from '../domain/access-hours.ts'
import { type AskedWorkspace, askedWorkspaces, askWorkspaces } from './asked-workspaces.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { recordsOf } from './log-analytics.ts'
import { namePrincipals } from './principals.ts'
import { savedQuery } from './saved-query.ts'

/** A row of access-hours.kql. */
const HourRow = z.object({ Hour: z.date(), Calls: z.number(), Refused: z.number() })

/**
 * How many calls there were hour by hour, of chosen callers, vaults or objects: one query for each workspace.
 * @throws {ProblemError} invalid_request, or what the person has to act on first
 */
export async function readAccessHours(azure: AzureContext, query: HoursQuery): Promise<AccessHours> {
  const period = { fromMs: query.from.getTime(), toMs: query.to.getTime() }
  const { coverage, workspaces, problems } = await askedWorkspaces(azure, query.vaults, period)
  const callers = (query.callers ?? []).map((id) => id.toLowerCase())
  const textFor = ({ vaults }: AskedWorkspace) =>
    savedQuery('access-hours', {
      since: query.from,
      until: query.to,
      vaults,
      objects: (query.objects ?? []).map((object) => object.toLowerCase()),
      callers,
      consoleClient: 'Strongroom/',
      hidesConsole: query.console !== 'shown',
    })
  const [asked, named] = await Promise.all([
    askWorkspaces(azure, workspaces, query, textFor, (table) => recordsOf(HourRow, table)),
    namesOf(azure, callers),
  ])
  const hours = new Map<number, { calls: number; refused: number }>()
  for (const { Hour, Calls, Refused } of asked.rows) {
    const { calls, refused } = hours.get(Hour.getTime()) ?? { calls: 0, refused: 0 }
    hours.set(Hour.getTime(), { calls: calls + Calls, refused: refused + Refused })
  }
  return {
    hours: [...hours]
      .map(([startMs, counts]) => ({ startMs, ...counts }))
      .sort((one, other) => one.startMs - other.startMs),
    principals: named.principals,
    coverage,
    queries: asked.queries,
    problems: [...problems, ...asked.problems, ...named.problems],
  }
}

async function namesOf(azure: AzureContext, ids: readonly string[]) {
  if (ids.length === 0) return { principals: [], problems: [] }
  try {
    return { principals: await namePrincipals(azure, ids), problems: [] }
  } catch (error) {
    if (azure.signal.aborted) throw error
    return { principals: [], problems: [{ ...problemOf(error).problem, subject: 'names of callers' }] }
  }
}
