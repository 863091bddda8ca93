import { workloads } from '../people.ts'
import { clients, subnet, workload } from './actors.ts'
import type { HistoryAnswers } from './answers.ts'
import { at } from './calendar.ts'
import { secretsOf, versionAt } from './objects.ts'
import type { Recorder } from './recorder.ts'

const calls = 2_400
/** From this one on, two in three. */
const firstThrottled = 1_050

const failure = {
  status: 429,
  description:
    'Request was not processed because too many requests were received. Reason: VaultRequestTypeLimitReached',
}

/** A test suite without a cache, run by everybody at once. */
export function throttling(recorder: Recorder, day: number): HistoryAnswers['throttling'] {
  const place = { address: '10.28.2.9', subnetId: subnet('westeurope', 'test', 'snet-build') }
  const actor = workload(workloads.integrationRunner, clients.python, place)
  const vault = recorder.vault('kv-integration-test-weu')
  const secrets = secretsOf(vault, 'build-agents', 5, recorder.startMs)
  const fromMs = at(day, 11, 5)
  let throttled = 0
  for (let turn = 0; turn < calls; turn++) {
    const secret = secrets[turn % secrets.length]
    const version = secret && versionAt(secret, fromMs)
    if (!version) throw new Error(`${vault.name} has no secret to read.`)
    const isThrottled = turn >= firstThrottled && turn % 3 > 0
    if (isThrottled) throttled += 1
    const path = `/secrets/${secret.name}`
    const call = { actor, vault, method: 'GET' as const, path }
    const answered = isThrottled ? { failure } : { object: `${path}/${version.version}` }
    recorder.tell({ ...call, ...answered }, fromMs + turn * 250)
  }
  const { objectId } = workloads.integrationRunner
  return { vault: vault.name, objectId, fromMs, toMs: fromMs + calls * 250, calls, throttled }
}
