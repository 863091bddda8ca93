import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FaultRule } from '../emulator/faults.ts'
import type { SeedName } from '../emulator/seed/index.ts'
import { application } from '../emulator/seed/people.ts'
import { type EmulatorProcess, startEmulatorFile, startEmulatorProcess } from '../emulator/testing/emulator-process.ts'
import type { EstateSize } from '../emulator/testing/estate-state.ts'
import { buildIfNeeded } from '../scripts/build.ts'
import { bin, root } from '../scripts/run-node.ts'

/** The product as it ships: a production build in a process of its own, against an emulator in another. */
export interface ServedApp {
  /** For example `http://127.0.0.1:41234`. */
  origin: string
  processId: number
  emulator: EmulatorProcess
  /** The headers of a signed-in person's call to our API. */
  signIn(account: string): Promise<Record<string, string>>
  /** Replaces the rules of the emulator, for example a round trip's time. */
  faults(rules: FaultRule[]): Promise<void>
  /** Calls that Azure counted since the start or the last reset, by their audit names. */
  calls(): Promise<Record<string, number>>
  close(): Promise<void>
}

/** Builds the app when its sources changed, and starts both. Limits per person are set aside: benches are hasty. */
export async function openApp(seed: SeedName | EstateSize | 'heatmap'): Promise<ServedApp> {
  await buildIfNeeded()
  const directory = mkdtempSync(path.join(tmpdir(), 'bench-app-'))
  const emulator = await startSeed(seed, path.join(directory, 'ca.pem'))
  const control = `http://127.0.0.1:${emulator.httpPort}/_emulator`
  const { tenantId, apiScope } = (await (await fetch(`${control}/ready`)).json()) as {
    tenantId: string
    apiScope: string
  } // our own process
  const child = spawn(process.execPath, [bin.next, 'start', '--hostname', '127.0.0.1', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NEXT_TELEMETRY_DISABLED: '1',
      STRONGROOM_CLOUD: 'emulator',
      STRONGROOM_TENANT_ID: tenantId,
      STRONGROOM_CLIENT_ID: apiScope.split('/')[2],
      STRONGROOM_CLIENT_SECRET: application.clientSecret,
      STRONGROOM_EMULATOR_HTTPS_PORT: String(emulator.httpsPort),
      STRONGROOM_EMULATOR_HTTP_PORT: String(emulator.httpPort),
      STRONGROOM_EMULATOR_CA_FILE: emulator.caFile,
      STRONGROOM_LOG_LEVEL: 'error',
      // What is measured is what the browser does with the answer, however long the emulator's logs take on a busy machine.
      ...(seed === 'heatmap' && { STRONGROOM_AZURE_CALL_SECONDS: '120' }),
      STRONGROOM_WRITES_PER_MINUTE: '100000',
      STRONGROOM_REVEALS_PER_MINUTE: '100000',
    },
  })
  const exited = once(child, 'exit')
  const origin = await originOf(child.stdout, exited)
  return {
    origin,
    processId: child.pid ?? 0,
    emulator,
    async signIn(account) {
      return { authorization: `Bearer ${await emulator.token(account, apiScope)}`, 'content-type': 'application/json' }
    },
    async faults(rules) {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${control}/faults`, { method: 'PUT', headers, body: JSON.stringify(rules) })
      if (!answer.ok) throw new Error(`The fault rules were refused: ${await answer.text()}`)
    },
    async calls() {
      const answer = await fetch(`${control}/calls`)
      return ((await answer.json()) as { byOperation: Record<string, number> }).byOperation // our own process
    },
    async close() {
      child.kill('SIGTERM')
      await exited
      await emulator.kill()
      rmSync(directory, { recursive: true })
    },
  }
}

function startSeed(seed: SeedName | EstateSize | 'heatmap', caFile: string): Promise<EmulatorProcess> {
  if (seed === 'heatmap') return startEmulatorFile(path.join(import.meta.dirname, 'heatmap-server.ts'), caFile)
  if (typeof seed === 'string') return startEmulatorProcess('--warm', '--seed', seed, '--ca', caFile)
  const { assignments = 0, principals = 0 } = seed
  const counts = [seed.vaults, seed.secrets, seed.keys, seed.certificates, assignments, principals].map(String)
  return startEmulatorFile(path.join(import.meta.dirname, 'estate-server.ts'), caFile, ...counts)
}

/** The address that Next prints once it listens. */
async function originOf(stdout: NodeJS.ReadableStream, exited: Promise<unknown>): Promise<string> {
  let said = ''
  const listening = new Promise<string>((resolve) => {
    stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(said)
      if (found) resolve(`http://127.0.0.1:${found[1]}`)
    })
  })
  const ended = exited.then(() => {
    throw new Error(`The app ended before it listened: ${said}`)
  })
  return Promise.race([listening, ended])
}
