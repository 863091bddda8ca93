import 'server-only'
import * as z from 'zod/mini'
import type { AuditQuery } from '../domain/audit-reading.ts'
import { type AuditTimeline, stepOf, timelineOf } from '../domain/audit-timeline.ts'
import { askedWorkspaces, askWorkspaces } from './asked-workspaces.ts'
import { parametersOf } from './audit-events.ts'
import type { AzureContext } from './context.ts'
import { recordsOf } from './log-analytics.ts'
import { savedQuery } from './saved-query.ts'

const StepRow = z.object({ Step: z.date(), Calls: z.number(), Refused: z.number(), Failed: z.number() })

/**
 * How many calls there were when, one query for each workspace. What cannot be seen of which vault `readAuditEvents` tells.
 * @throws {ProblemError} invalid_request, or what the person has to act on first
 */
export async function readAuditTimeline(azure: AzureContext, query: AuditQuery): Promise<AuditTimeline> {
  const period = { fromMs: query.from.getTime(), toMs: query.to.getTime() }
  const stepMs = stepOf(period)
  const asked = await askedWorkspaces(azure, query.vaults, period)
  const { rows, queries, problems } = await askWorkspaces(
    azure,
    asked.workspaces,
    query,
    ({ vaults }) => savedQuery('audit-timeline', { ...parametersOf(query, vaults), stepSeconds: stepMs / 1_000 }),
    (table) => recordsOf(StepRow, table),
  )
  const counted = rows.map(({ Step, Calls, Refused, Failed }) => ({
    fromMs: Step.getTime(),
    calls: Calls,
    refused: Refused,
    failed: Failed,
  }))
  return { stepMs, steps: timelineOf(counted, period, stepMs), queries, problems: [...asked.problems, ...problems] }
}
