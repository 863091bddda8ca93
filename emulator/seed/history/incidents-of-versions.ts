import { secretLandmarks } from '../landmarks.ts'
import { workloads } from '../people.ts'
import { clients, workload } from './actors.ts'
import type { HistoryAnswers } from './answers.ts'
import { dayMs, minuteMs } from './calendar.ts'
import { versionAt } from './objects.ts'
import type { Recorder } from './recorder.ts'

const rotator = workload(workloads.rotationFunction, clients.python, { address: '203.0.113.104' })
const settlement = workload(workloads.settlementWorker, clients.java, { address: '203.0.113.67' })

/** The function looks at what is there, and writes the version that the seed has of that second (object-changes.ts). */
export function monthlyRotation(recorder: Recorder): HistoryAnswers['monthlyRotation'] {
  const { vault: vaultName, secret: name } = secretLandmarks.rotatedMonthly
  const vault = recorder.vault(vaultName)
  const secret = vault.objects.secrets.get(name)
  const rotations = (secret?.versions ?? []).filter(({ created }) => created * 1000 >= recorder.startMs)
  for (const { created } of rotations) {
    const path = `/secrets/${name}`
    const before = secret && versionAt(secret, created * 1000 - 1)
    recorder.visit(
      rotator,
      vault,
      created * 1000 - 3_000,
      [
        { method: 'GET', path: `${path}/versions`, object: path },
        { method: 'GET', path, ...(before && { object: `${path}/${before.version}` }) },
      ],
      400,
    )
  }
  return {
    vault: vaultName,
    secret: name,
    objectId: workloads.rotationFunction.objectId,
    setMs: rotations.map(({ created }) => created * 1000),
    versions: rotations.map(({ version }) => version),
  }
}

const deployedDaysAgo = 30
const pinnedEveryMinutes = 20

/** The deployment took the version of its day into the settings; four days ago a newer one came, and nobody noticed. */
export function pinnedVersion(recorder: Recorder): HistoryAnswers['pinnedVersion'] {
  const { vault: vaultName, secret: name } = secretLandmarks.rollback
  const vault = recorder.vault(vaultName)
  const secret = vault.objects.secrets.get(name)
  const deployedMs = recorder.todayMs - deployedDaysAgo * dayMs + 9 * 60 * minuteMs
  const pinned = secret && versionAt(secret, deployedMs)
  const current = secret?.versions.at(-1)
  if (!pinned || !current) throw new Error(`${name} has no version to pin.`)
  const path = `/secrets/${name}/${pinned.version}`
  const fromMs = current.created * 1000
  let reads = 0
  for (let timeMs = deployedMs; timeMs < recorder.todayMs; timeMs += pinnedEveryMinutes * minuteMs) {
    recorder.tell({ actor: settlement, vault, method: 'GET', path }, timeMs)
    if (timeMs >= fromMs) reads += 1
  }
  return {
    vault: vaultName,
    secret: name,
    version: pinned.version,
    currentVersion: current.version,
    objectId: workloads.settlementWorker.objectId,
    fromMs,
    toMs: recorder.todayMs,
    reads,
  }
}
