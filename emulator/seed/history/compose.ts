import { destinationsOf, metricDestinationsOf } from '../../log-analytics/destinations.ts'
import { type State, type Vault, vaultId } from '../../state.ts'
import type { HistoryAnswers } from './answers.ts'
import { historyDays } from './calendar.ts'
import { recordEstate } from './estate-changes.ts'
import { disturbances, recordIncidents, settingsSinceMs } from './incidents.ts'
import { metricDays, metricNames } from './metrics.ts'
import { recordObjectChanges } from './object-changes.ts'
import { recordPeople } from './people-at-work.ts'
import { policyRows } from './policy-evaluations.ts'
import { Recorder } from './recorder.ts'
import { expectedCalls, recordSteady } from './steady.ts'
import { steadyPlans } from './steady-plans.ts'

export interface History {
  recorder: Recorder
  answers: HistoryAnswers
}

/** How many rows the history has unless somebody asks for more. */
const usualRows = 500_000

/**
 * The 90 days before today and today itself, as facts: the same for the same seed, day and number of rows.
 * @param todayMs the start of the day
 * @param rows of all tables, about; what is told of people and incidents is the same for any number
 */
export function composeHistory(state: State, todayMs: number, rows = usualRows): History {
  const logged = new Set([...state.vaults.values()].filter((vault) => isLogged(state, vault)).map(({ name }) => name))
  const loggedSinceMs = ({ name }: Pick<Vault, 'name'>) =>
    logged.has(name) ? settingsSinceMs(name, todayMs) : Number.POSITIVE_INFINITY
  const recorder = new Recorder(state, todayMs, loggedSinceMs, disturbances(todayMs))
  recordEstate(recorder)
  recordObjectChanges(recorder)
  recordPeople(recorder)
  const answers = recordIncidents(recorder)
  const rate = Math.max(0.02, (rows - rowsSoFar(recorder)) / rowsOfSteadyPlans(recorder))
  for (const plan of steadyPlans) recordSteady(recorder, plan, rate)
  return { recorder, answers }
}

function isLogged(state: State, vault: Vault): boolean {
  const id = vaultId(vault)
  return destinationsOf(state, id).length + metricDestinationsOf(state, id).length > 0
}

function rowsSoFar({ facts, shapes, changes, state, todayMs }: Recorder): number {
  const perShape = shapes.list.map(({ record }) => destinationsOf(state, record.resourceId).length)
  const audited = facts.columns(0, facts.length).shapes.reduce((sum, shape) => sum + (perShape[shape] ?? 0), 0)
  return audited + changes.length * 3 + policyRows(state, todayMs).length
}

/** What the steady plans leave at their usual pace: a row for each call and table, and one for each metric of a minute. */
function rowsOfSteadyPlans({ state, todayMs }: Recorder): number {
  let rows = 0
  for (const plan of steadyPlans) {
    const vault = state.vaults.get(plan.vault.toLowerCase())
    if (!vault) continue
    const id = vaultId(vault)
    const days = settingsSinceMs(vault.name, todayMs) > 0 ? 0 : historyDays + 0.5
    rows += expectedCalls(plan, days) * destinationsOf(state, id).length
    const rounds = expectedCalls({ ...plan, secrets: 1, signsWith: '' }, Math.min(days, metricDays))
    rows += rounds * metricNames.length * metricDestinationsOf(state, id).length
  }
  return rows
}
