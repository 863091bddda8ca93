import * as z from 'zod/mini'
import { VaultCoverage } from './log-coverage.ts'
import { Principal } from './principal.ts'
import { Problem } from './problem.ts'

export const signalIds = [
  'readSpike',
  'deletionOutsideWindow',
  'firstTimeCaller',
  'refusedBurst',
  'networkOpened',
  'loggingSwitchedOff',
  'lowAvailability',
  'failureShare',
  'slowAnswers',
  'throttling',
] as const
export type SignalId = (typeof signalIds)[number]

/** What stands behind a signal: how often what happened, at which vault, by whom and when. */
export const SignalEvidence = z.object({
  signal: z.enum(signalIds),
  level: z.enum(['danger', 'warning']),
  /** Azure's metrics tell of vaults that do not log, and name no caller. */
  source: z.enum(['logs', 'metrics']),
  vaultName: z.string(),
  /** Object id; empty where it is no one's doing. */
  callerId: z.string(),
  callerName: z.string(),
  identityResource: z.string(),
  applicationId: z.string(),
  /** As `secrets/db-password`; empty for several, or for the whole vault. */
  object: z.string(),
  count: z.number(),
  /** What the signal measures besides: objects, percent or milliseconds. */
  value: z.number(),
  /** Unix milliseconds of the first and the last call. */
  firstMs: z.number(),
  lastMs: z.number(),
})
export type SignalEvidence = z.infer<typeof SignalEvidence>

/** The query of one signal, as it was asked of one workspace. */
const SignalQuery = z.object({ signal: z.enum(signalIds), workspaceName: z.string(), text: z.string() })
export type SignalQuery = z.infer<typeof SignalQuery>

/** A line of the answer; each says a part. */
export const SignalLine = z.object({
  coverage: z.optional(z.array(VaultCoverage)),
  fired: z.optional(z.array(SignalEvidence)),
  /** Of the signals that fired. */
  queries: z.optional(z.array(SignalQuery)),
  principals: z.optional(z.array(Principal)),
  problems: z.optional(z.array(Problem)),
})
export type SignalLine = z.infer<typeof SignalLine>

/** By the names that the queries have for them. */
export const thresholds = {
  spikeReads: 100,
  spikeTimes: 5,
  windowFromHour: 6,
  windowToHour: 20,
  refusedCalls: 30,
  leastCalls: 50,
  warningPercent: 1,
  dangerPercent: 5,
  slowMs: 500,
  availablePercent: 99,
  throttledCalls: 10,
} as const
type Threshold = keyof typeof thresholds

interface Signal {
  title: string
  /** When it fires, with its threshold. */
  when: string
  /** Why that matters, and what may be harmless about it. */
  why: string
  /** lib/azure/kql/signal-….kql, without its ending. */
  query: `signal-${string}`
  /** How many days before the period tell what is usual. */
  lookbackDays: 0 | 7 | 30
  thresholds: readonly Threshold[]
}

const { spikeReads, spikeTimes, refusedCalls, leastCalls, slowMs, availablePercent, throttledCalls } = thresholds
const span = `${thresholds.windowFromHour}:00 to ${thresholds.windowToHour}:00 UTC`

export const signals: Record<SignalId, Signal> = {
  readSpike: {
    title: 'Spike of reads by one identity',
    when: `At least ${spikeReads} secret values read within an hour, and ${spikeTimes} times as many as in the busiest hour of the 7 days before.`,
    why: 'Stolen credentials are used to read everything at once. A new deployment that reads its settings may do the same.',
    query: 'signal-read-spike',
    lookbackDays: 7,
    thresholds: ['spikeReads', 'spikeTimes'],
  },
  deletionOutsideWindow: {
    title: 'Delete or purge outside the maintenance window',
    when: `Something was deleted or purged outside ${span}. A purge cannot be undone.`,
    why: 'Planned work is done by day. At night it is either an emergency or somebody who does not want to be seen.',
    query: 'signal-deletion-outside-window',
    lookbackDays: 0,
    thresholds: ['windowFromHour', 'windowToHour'],
  },
  firstTimeCaller: {
    title: 'First-time caller of a production secret',
    when: 'A production secret that is not new was read by an identity that had not read it in the 30 days before.',
    why: 'Who reads a secret of production seldom changes. Expected after a deployment or when a person helps out.',
    query: 'signal-first-time-caller',
    lookbackDays: 30,
    thresholds: [],
  },
  refusedBurst: {
    title: 'Burst of refused calls',
    when: `At least ${refusedCalls} calls of one identity to a vault were refused (401 or 403) within an hour.`,
    why: 'Somebody tries what they may not do, or a right or a firewall was changed under a service that needs it.',
    query: 'signal-refused-burst',
    lookbackDays: 0,
    thresholds: ['refusedCalls'],
  },
  networkOpened: {
    title: 'Network opened',
    when: 'After a change the firewall of a vault lets every network in, and before it did not, or the log does not say.',
    why: 'From then on a stolen credential works from anywhere.',
    query: 'signal-network-opened',
    lookbackDays: 30,
    thresholds: [],
  },
  loggingSwitchedOff: {
    title: 'Logging switched off',
    when: 'A diagnostic setting of a vault was deleted. It is told by the Activity log of the subscription.',
    why: 'What happens from then on nobody can see. That a setting was emptied instead of deleted the log does not tell.',
    query: 'signal-logging-switched-off',
    lookbackDays: 0,
    thresholds: [],
  },
  lowAvailability: {
    title: `Availability below ${availablePercent} %`,
    when: `In an hour of at least ${leastCalls} calls Key Vault itself failed (5xx) more than 1 in 100.`,
    why: 'Services that read their secrets when they start may not start. Look at Azure’s service health.',
    query: 'signal-low-availability',
    lookbackDays: 0,
    thresholds: ['leastCalls', 'availablePercent'],
  },
  failureShare: {
    title: 'Share of failures over 1 %, or 5 %',
    when: `In an hour of at least ${leastCalls} calls more than 1 % failed in any way (4xx or 5xx); over 5 % it is grave.`,
    why: 'Under 1 % is usual. More is a service with a wrong name, a lost right or a closed network.',
    query: 'signal-failure-share',
    lookbackDays: 0,
    thresholds: ['leastCalls', 'warningPercent', 'dangerPercent'],
  },
  slowAnswers: {
    title: `Latency over ${slowMs} ms`,
    when: `In an hour of at least ${leastCalls} calls the vault took more than ${slowMs} ms on average.`,
    why: 'Usual is below 100 ms. Callers without a cache wait each time.',
    query: 'signal-slow-answers',
    lookbackDays: 0,
    thresholds: ['leastCalls', 'slowMs'],
  },
  throttling: {
    title: 'Throttling',
    when: `At least ${throttledCalls} calls of one identity were answered 429 within an hour.`,
    why: 'A vault takes 4,000 calls in 10 seconds. Whoever reads that often wants a cache.',
    query: 'signal-throttling',
    lookbackDays: 0,
    thresholds: ['throttledCalls'],
  },
}

const count = (number: number, one: string, many = `${one}s`) =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`

/** How much of it there was. */
export function evidenceText({ signal, count: calls, value }: SignalEvidence): string {
  const measured = Number(value.toFixed(value < 10 ? 1 : 0))
  switch (signal) {
    case 'readSpike':
      return `${count(calls, 'read')} of ${count(value, 'secret')} in one hour`
    case 'deletionOutsideWindow':
      return value > 0 ? `${count(calls, 'deletion')}, of which ${count(value, 'purge')}` : count(calls, 'deletion')
    case 'firstTimeCaller':
      return `${count(value, 'secret')} for the first time, ${count(calls, 'read')}`
    case 'refusedBurst':
      return `${count(calls, 'call')} refused`
    case 'networkOpened':
    case 'loggingSwitchedOff':
      return count(calls, 'change')
    case 'lowAvailability':
      return `${measured} % at the lowest, ${count(calls, 'call')} failed`
    case 'failureShare':
      return `${measured} % at the highest, ${count(calls, 'call')} failed`
    case 'slowAnswers':
      return `${count(measured, 'millisecond')} on average at the slowest, ${count(calls, 'call')}`
    case 'throttling':
      return `${count(calls, 'call')} throttled`
  }
}

/** Signals that fired, the gravest first, each with its evidence. */
export function bySignal(
  fired: readonly SignalEvidence[],
): { id: SignalId; isGrave: boolean; rows: SignalEvidence[] }[] {
  return signalIds
    .map((id) => {
      const rows = fired.filter(({ signal }) => signal === id).sort((left, right) => right.lastMs - left.lastMs)
      return { id, rows, isGrave: rows.some(({ level }) => level === 'danger') }
    })
    .filter(({ rows }) => rows.length > 0)
    .sort((left, right) => Number(right.isGrave) - Number(left.isGrave))
}
