import 'server-only'
import pLimit from 'p-limit'
import * as z from 'zod/mini'
import type { AuditQuery } from '../domain/audit-reading.ts'
import { signalsOfHours } from '../domain/metric-signals.ts'
import { environmentOf } from '../domain/object-entry.ts'
import {
  type SignalEvidence,
  type SignalId,
  type SignalLine,
  type SignalQuery,
  signalIds,
  signals,
  thresholds,
} from '../domain/signal.ts'
import { activityWorkspaces, placesOf, together } from './activity-workspaces.ts'
import { type AskedWorkspace, askedWorkspaces, askWorkspaces } from './asked-workspaces.ts'
import { nameCallers } from './caller-names.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import type { KqlValue } from './kql-literal.ts'
import { recordsOf } from './log-analytics.ts'
import { type SavedQueryName, savedQuery } from './saved-query.ts'
import { sideBySide } from './side-by-side.ts'
import { readVaultHours } from './vault-metrics.ts'
import { inventoryVault } from './vaults.ts'

/** What is usual is told by so many days before the period. */
const lookbackDays = 30
const concurrentMetrics = 8
const dayMs = 86_400_000

/**
 * Which signals fire in a period, with what stands behind each. All signals are one query of each workspace; a workspace
 * that fails is a problem and costs its own vaults only. Of vaults without a log Azure's metrics tell some.
 * @throws {ProblemError} invalid_request, or what the person has to act on first
 */
export async function* readSignals(
  azure: AzureContext,
  query: Pick<AuditQuery, 'from' | 'to' | 'vaults'>,
): AsyncGenerator<SignalLine> {
  const asked = await askedWorkspaces(azure, query.vaults, { fromMs: query.from.getTime(), toMs: query.to.getTime() })
  yield { coverage: asked.coverage, problems: asked.problems }
  const names = asked.coverage.map(({ vaultName }) => vaultName)
  const [activity, production] = await Promise.all([
    placesOf(azure, names).then(({ subscriptions }) => activityWorkspaces(azure, subscriptions)),
    productionOf(azure, names),
  ])
  if (activity.problems.length > 0) yield { problems: activity.problems }
  const known = new Set(names)
  const told = new Set<string>()
  const callers = new Set<string>()
  const unlogged = asked.coverage.filter(({ state }) => state !== 'logged').map(({ vaultName }) => vaultName)
  const readings = [
    ...together(asked.workspaces, activity.workspaces).map((workspace) => linesOf(azure, query, workspace, production)),
    metricLines(azure, query, unlogged),
  ]
  for await (const line of sideBySide(readings)) {
    // Two workspaces may have the same Activity log, and it tells of vaults that were not asked about.
    const fired = (line.fired ?? []).filter((one) => known.has(one.vaultName) && !told.has(keyOf(one)))
    for (const one of fired) {
      told.add(keyOf(one))
      if (one.callerId) callers.add(one.callerId)
    }
    yield { ...line, fired }
  }
  if (callers.size > 0) yield await nameCallers(azure, [...callers])
}

const keyOf = ({ signal, vaultName, callerId, object, firstMs }: SignalEvidence) =>
  [signal, vaultName, callerId, object, firstMs].join(' ')

async function* linesOf(
  azure: AzureContext,
  { from, to }: Pick<AuditQuery, 'from' | 'to'>,
  workspace: AskedWorkspace,
  production: string[],
): AsyncGenerator<SignalLine> {
  const values = { since: from, until: to, vaults: workspace.vaults, production, lookbackDays, ...thresholds }
  const { rows, problems } = await askWorkspaces(
    azure,
    [workspace],
    { from: new Date(from.getTime() - lookbackDays * dayMs), to },
    () => savedQuery('signals', values),
    (table) => recordsOf(EvidenceRow, table),
  )
  const fired = rows.map(toEvidence)
  const ids = signalIds.filter((id) => fired.some(({ signal }) => signal === id))
  yield { fired, queries: ids.map((id) => queryOf(id, workspace.workspaceName, values)), problems }
}

/** What Azure's metrics tell of vaults that no log tells of: one call of Resource Manager for each. */
async function* metricLines(
  azure: AzureContext,
  period: Pick<AuditQuery, 'from' | 'to'>,
  vaultNames: readonly string[],
): AsyncGenerator<SignalLine> {
  const limit = pLimit(concurrentMetrics)
  const lines = await Promise.all(
    vaultNames.map((name) =>
      limit(async (): Promise<SignalLine> => {
        try {
          const found = await inventoryVault(azure, name)
          return found ? { fired: signalsOfHours(name, await readVaultHours(azure, found.vault.id, period)) } : {}
        } catch (error) {
          if (isAboutThePerson(error) || azure.signal.aborted) throw error
          const { problem } = problemOf(error)
          // That nothing is known of the vault its coverage says already.
          return problem.code.startsWith('forbidden')
            ? {}
            : { problems: [{ ...problem, subject: `metrics of ${name}` }] }
        }
      }),
    ),
  )
  yield { fired: lines.flatMap(({ fired }) => fired ?? []), problems: lines.flatMap(({ problems }) => problems ?? []) }
}

/** The query of one signal alone, which gives the very rows that all of them together gave. */
function queryOf(id: SignalId, workspaceName: string, all: Record<string, KqlValue>): SignalQuery {
  const { query, lookbackDays: days, thresholds: own } = signals[id]
  const { since = '', until = '', vaults = [], production = [] } = all
  const values: Record<string, KqlValue> = {
    since,
    until,
    ...(id !== 'loggingSwitchedOff' && { vaults, lookbackDays: days }),
    ...(id === 'firstTimeCaller' && { production }),
    ...Object.fromEntries(own.map((name) => [name, thresholds[name]])),
  }
  return { signal: id, workspaceName, text: savedQuery(query as SavedQueryName, values) } // each has its file
}

/** The vaults of production, by their tags or names. */
async function productionOf(azure: AzureContext, names: readonly string[]): Promise<string[]> {
  const found = await Promise.all(names.map((name) => inventoryVault(azure, name)))
  return found.flatMap((one, index) => {
    const vaultName = names[index] ?? ''
    return environmentOf({ tags: one?.vault.tags ?? {}, vaultName }) === 'production' ? [vaultName] : []
  })
}

const Text = z.string()

/** A row of signals.kql. */
const EvidenceRow = z.object({
  Signal: z.enum(signalIds),
  Level: z.enum(['danger', 'warning']),
  Vault: Text,
  CallerId: Text,
  CallerName: Text,
  IdentityResource: Text,
  ApplicationId: Text,
  Object: Text,
  Count: z.number(),
  Value: z.number(),
  First: z.date(),
  Last: z.date(),
})

function toEvidence(row: z.infer<typeof EvidenceRow>): SignalEvidence {
  return {
    signal: row.Signal,
    level: row.Level,
    source: 'logs',
    vaultName: row.Vault,
    callerId: row.CallerId.toLowerCase(),
    callerName: row.CallerName,
    identityResource: row.IdentityResource,
    applicationId: row.ApplicationId.toLowerCase(),
    object: row.Object,
    count: row.Count,
    value: row.Value,
    firstMs: row.First.getTime(),
    lastMs: row.Last.getTime(),
  }
}
