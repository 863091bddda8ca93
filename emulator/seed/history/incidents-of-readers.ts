import { secretLandmarks, vaultLandmarks } from '../landmarks.ts'
import { workloads } from '../people.ts'
import { clients, workload } from './actors.ts'
import type { HistoryAnswers } from './answers.ts'
import { at } from './calendar.ts'
import { versionAt } from './objects.ts'
import type { Recorder } from './recorder.ts'
import type { PlannedCall } from './shapes.ts'

/** Addresses kept for documentation that nothing of Meridian has. */
const strangeMachine = { address: '203.0.113.251' }
const foreign = { address: '192.0.2.77' }

/** A role for certificates reads the value of every secret: three times over, in twelve minutes of the evening. */
export function readBurst(recorder: Recorder, day: number): HistoryAnswers['readBurst'] {
  const actor = workload(workloads.cardGateway, clients.requests, strangeMachine)
  const vault = recorder.vault(vaultLandmarks.main)
  const fromMs = at(day, 21, 14)
  recorder.add(recorder.shapes.authentication(actor, vault, '/secrets'), vault, fromMs)
  let timeMs = fromMs
  let reads = 0
  const names = new Set<string>()
  for (let round = 0; round < 3; round++) {
    for (const secret of vault.objects.secrets.values()) {
      const version = versionAt(secret, timeMs)
      if (!version?.enabled) continue
      timeMs += 1_500
      const path = `/secrets/${secret.name}`
      recorder.tell({ actor, vault, method: 'GET', path, object: `${path}/${version.version}` }, timeMs)
      reads += 1
      names.add(secret.name)
    }
  }
  const { objectId } = workloads.cardGateway
  return { vault: vault.name, objectId, address: actor.address, fromMs, toMs: timeMs + 1, reads, secrets: names.size }
}

/** The secret of an old application, tried from abroad: a firewall and missing roles kept it out. */
export function foreignRefusals(recorder: Recorder, day: number): HistoryAnswers['foreignRefusals'] {
  const actor = workload(workloads.legacyBilling, clients.requests, foreign)
  const fromMs = at(day, 3, 12)
  let timeMs = fromMs
  const attempt = (vaultName: string, reason: string, count: number, path: (turn: number) => string) => {
    const vault = recorder.vault(vaultName)
    recorder.add(recorder.shapes.authentication(actor, vault, path(0)), vault, timeMs)
    for (let turn = 0; turn < count; turn++) {
      timeMs += 4_000
      recorder.tell({ actor, vault, method: 'GET', path: path(turn) }, timeMs)
    }
    return { vault: vaultName, reason, calls: count }
  }
  const names = [...recorder.vault('kv-payments-prod-neu').objects.secrets.values()].map(({ name }) => name)
  const refused = [
    attempt(vaultLandmarks.selectedNetworks, 'Client address is not authorized', 36, () => '/secrets'),
    attempt('kv-payments-prod-neu', 'Caller is not authorized', 88, (turn) => `/secrets/${names[turn % names.length]}`),
  ]
  const { objectId } = workloads.legacyBilling
  return { objectId, address: actor.address, fromMs, toMs: timeMs + 1, refused }
}

/** The deployment pipeline reads a secret that was never its business. */
export function firstTimeCaller(recorder: Recorder, day: number): HistoryAnswers['firstTimeCaller'] {
  const { vault: vaultName, secret: name } = secretLandmarks.oneVersion
  const actor = workload(workloads.deployPipeline, clients.python, { address: '203.0.113.192' })
  const vault = recorder.vault(vaultName)
  const readMs = at(day, 9, 17, 5)
  const secret = vault.objects.secrets.get(name)
  const version = secret && versionAt(secret, readMs)
  const call: PlannedCall = { actor, vault, method: 'GET', path: `/secrets/${name}` }
  recorder.tell({ ...call, ...(version && { object: `/secrets/${name}/${version.version}` }) }, readMs)
  return { vault: vaultName, secret: name, objectId: workloads.deployPipeline.objectId, readMs }
}
