import { secretLandmarks } from '../emulator/seed/landmarks.ts'
import { type Benchmark, CheckFailed } from './figure.ts'
import { median } from './interleave.ts'
import { openApp, type ServedApp } from './served-app.ts'

const roundTripMs = 20
const repeats = 11
const { vault, secret } = secretLandmarks.rollback
const address = `/api/vaults/${vault}/secrets/${secret}`
const onCall = 'priya.nair@meridian.example'

/**
 * B11: a rollback of the on-call engineer through our API: its calls to Azure, and what it takes beyond the three round
 * trips that four calls need. Clicks are counted by e2e/rollback.spec.ts.
 */
export const rollbackCalls: Benchmark = {
  id: 'B11',
  async *run() {
    const app = await openApp('demo')
    try {
      const headers = await app.signIn(onCall)
      await app.faults([{ host: '*.vault.emulator.test', latencyMs: roundTripMs }])
      const situation = await situationOf(app, headers)
      const excess: number[] = []
      let calls = 0
      for (let repeat = 0; repeat <= repeats; repeat++) {
        const { elapsedMs, callCount } = await rollBackOnce(app, headers, situation)
        calls = Math.max(calls, repeat > 0 ? callCount : 0)
        // The first one pays for the token exchange and Key Vault's challenge.
        if (repeat > 0) excess.push(elapsedMs - 3 * roundTripMs)
      }
      yield { name: 'B11.calls', unit: 'calls', value: calls, target: { atMost: 4 }, isCheck: true }
      yield {
        name: 'B11.time',
        unit: 'ms beyond 3 round trips',
        value: median(excess),
        spread: [Math.min(...excess), Math.max(...excess)],
        target: { atMost: 100 },
      }
    } finally {
      await app.close()
    }
  },
}

interface Situation {
  version: string
  expectedCurrentVersion: string
}

/** The seed's previous version, to which every rollback goes. What is current after the first one only its answer tells. */
async function situationOf(app: ServedApp, headers: Record<string, string>): Promise<Situation> {
  const { items } = (await (await fetch(`${app.origin}${address}/versions`, { headers })).json()) as {
    items: { version: string }[]
  } // our own API
  const [current, target] = items
  if (!current || !target) throw new CheckFailed('The secret has no two versions.')
  return { version: target.version, expectedCurrentVersion: current.version }
}

/** Leaves the new version as the expected one. @throws CheckFailed where not exactly one version was written */
async function rollBackOnce(app: ServedApp, headers: Record<string, string>, situation: Situation) {
  const before = await app.calls()
  const start = performance.now()
  const answer = await fetch(`${app.origin}${address}/rollback`, {
    method: 'POST',
    headers,
    body: JSON.stringify(situation),
  })
  const result = (await answer.json()) as { newVersion?: { version: string } } // our own API
  const elapsedMs = performance.now() - start
  const after = await app.calls()
  if (!answer.ok || !result.newVersion) throw new CheckFailed(`The rollback answered ${answer.status}.`)
  const written = (after.SecretSet ?? 0) - (before.SecretSet ?? 0)
  if (written !== 1) throw new CheckFailed(`${written} versions were written by one rollback.`)
  situation.expectedCurrentVersion = result.newVersion.version
  return { elapsedMs, callCount: sum(after) - sum(before) }
}

function sum(calls: Record<string, number>): number {
  return Object.values(calls).reduce((total, count) => total + count, 0)
}
