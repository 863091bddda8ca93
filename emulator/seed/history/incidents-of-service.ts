import type { ServicePrincipal } from '../../state.ts'
import { workloads } from '../people.ts'
import { clients, workload } from './actors.ts'
import type { HistoryAnswers } from './answers.ts'
import { at, minuteMs } from './calendar.ts'
import { secretsOf, versionAt } from './objects.ts'
import type { Disturbance, Recorder } from './recorder.ts'
import type { PlannedCall } from './shapes.ts'

/** Key Vault's own bad hours: for as long as they last the incident itself says who calls. */
export function slowHour(day: number): Disturbance {
  return { vault: 'kv-ledger-prod-eus2', fromMs: at(day, 13), toMs: at(day, 15), slowness: 60, isSilent: true }
}

export function failingHour(day: number): Disturbance {
  return { vault: 'kv-notify-prod-weu', fromMs: at(day, 3), toMs: at(day, 4), isSilent: true }
}

/** A call a minute, each of which takes a second or so. */
export function recordSlowHour(recorder: Recorder, hour: Disturbance): HistoryAnswers['slowHour'] {
  const calls = recordHour(recorder, hour, workloads.ledgerSync, 'ledger-sync', clients.dotnet, '203.0.113.136')
  return { vault: hour.vault, fromMs: hour.fromMs, toMs: hour.toMs, calls }
}

const failure = { status: 503, description: 'The service is unavailable.' }

/** A call a minute, every third of which fails. */
export function recordFailingHour(recorder: Recorder, hour: Disturbance): HistoryAnswers['unavailable'] {
  const place = '203.0.113.120'
  const isFailing = (turn: number) => turn % 3 === 0
  const calls = recordHour(recorder, hour, workloads.notifyWorker, 'notify-worker', clients.node, place, isFailing)
  return { vault: hour.vault, fromMs: hour.fromMs, toMs: hour.toMs, calls, failed: Math.ceil(calls / 3) }
}

function recordHour(
  recorder: Recorder,
  hour: Disturbance,
  principal: ServicePrincipal,
  service: string,
  client: (typeof clients)[keyof typeof clients],
  address: string,
  isFailing: (turn: number) => boolean = () => false,
): number {
  const vault = recorder.vault(hour.vault)
  const actor = workload(principal, client, { address })
  const [secret] = secretsOf(vault, service, 1, recorder.startMs)
  const version = secret && versionAt(secret, hour.fromMs)
  if (!version) throw new Error(`${hour.vault} has no secret to read.`)
  const path = `/secrets/${secret.name}`
  const call: PlannedCall = { actor, vault, method: 'GET', path }
  let turn = 0
  for (let timeMs = hour.fromMs; timeMs < hour.toMs; timeMs += minuteMs) {
    recorder.tell({ ...call, ...(isFailing(turn) ? { failure } : { object: `${path}/${version.version}` }) }, timeMs)
    turn += 1
  }
  return turn
}
