import type { ChildProcess } from 'node:child_process'
import path from 'node:path'
import { buildIfNeeded } from './build.ts'
import { bin, exitOf, root, startNode } from './run-node.ts'

/**
 * `npm run demo`: the emulated cloud and the app against it. `npm run dev` is the same with hot reload.
 * Everything binds to loopback. When either of the two ends, so does the other.
 */

interface Ready {
  tenantId: string
  /** `api://{clientId}/access_as_user` */
  apiScope: string
  caFile: string
}
interface SampleAccount {
  account: string
  displayName: string
  summary: string
}

const isDev = process.argv.includes('--dev')
const seed = process.env.EMULATOR_SEED ?? 'demo'
/** Rows of 90 days of logs, about; 0 for none. Only the demo's own services have left any. */
const logRows = process.env.EMULATOR_LOG_ROWS ?? (seed === 'demo' ? '500000' : '0')
const port = process.env.PORT ?? '3000'
const httpsPort = process.env.EMULATOR_HTTPS_PORT ?? '8443'
const httpPort = process.env.EMULATOR_HTTP_PORT ?? '8480'
const control = `http://127.0.0.1:${httpPort}/_emulator`

if (!isDev) await buildIfNeeded()

const children: ChildProcess[] = []
const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

const caFile = path.join(root, `.cache/emulator-ca-${httpsPort}.pem`)
const emulator = startNode([
  'emulator/main.ts',
  '--https',
  httpsPort,
  '--http',
  httpPort,
  '--seed',
  seed,
  '--ca',
  caFile,
  '--log-rows',
  logRows,
  // Its accounts are told below, beside the address to use them at.
  '--quiet',
  '--warm',
])
children.push(emulator)

const ready = await whenReady(emulator)
const accounts = await getJson<SampleAccount[]>('accounts')

const app = startNode(
  isDev
    ? [bin.next, 'dev', '--hostname', '127.0.0.1', '--port', port]
    : [bin.next, 'start', '--hostname', '127.0.0.1', '--port', port],
  {
    ...withoutSettings(process.env),
    STRONGROOM_CLOUD: 'emulator',
    STRONGROOM_TENANT_ID: ready.tenantId,
    STRONGROOM_CLIENT_ID: new URL(ready.apiScope).host || ready.apiScope.split('/')[2],
    STRONGROOM_CLIENT_SECRET: (await import('../emulator/seed/people.ts')).application.clientSecret,
    STRONGROOM_EMULATOR_HTTPS_PORT: httpsPort,
    STRONGROOM_EMULATOR_HTTP_PORT: httpPort,
    STRONGROOM_EMULATOR_CA_FILE: ready.caFile,
  },
)
children.push(app)
await whenHealthy(app)

console.log(`
  Strongroom is ready:  http://localhost:${port}

  The data is emulated. Sign in as one of:
${accounts.map(({ account, displayName, summary }) => `    ${account.padEnd(32)} ${displayName} — ${summary}`).join('\n')}

  Ctrl-C ends it.
`)

const code = await Promise.race([exitOf(emulator), exitOf(app)])
stop()
await Promise.all(children.filter((child) => child.exitCode === null && child.signalCode === null).map(exitOf))
process.exit(process.exitCode ?? code)

/** Settings of a real tenant in this shell must not reach a demo; limits and log level may. */
function withoutSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isTenantSetting = /^STRONGROOM_(CLOUD|TENANT_ID|CLIENT_|MANAGED_IDENTITY|EMULATOR_)/
  const kept = { ...env }
  for (const name of Object.keys(env)) if (isTenantSetting.test(name)) delete kept[name]
  return kept
}

async function getJson<T>(name: string): Promise<T> {
  const response = await fetch(`${control}/${name}`)
  if (!response.ok) throw new Error(`GET ${control}/${name} answered ${response.status}`)
  return response.json() as Promise<T> // our own emulator, started above
}

function whenReady(child: ChildProcess): Promise<Ready> {
  return poll(child, 'The emulator', () => getJson<Ready>('ready'))
}

function whenHealthy(child: ChildProcess): Promise<void> {
  return poll(child, 'The app', async () => {
    const response = await fetch(`http://127.0.0.1:${port}/api/healthz`)
    if (!response.ok) throw new Error(`/api/healthz answered ${response.status}`)
  })
}

/** Asks until it is answered; ends everything when the process it waits for is gone, so that a taken port says so at once. */
async function poll<T>(child: ChildProcess, name: string, ask: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + 120_000; ; ) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      console.error(`${name} did not start; its own message stands above.`)
      stop()
      process.exit(1)
    }
    try {
      return await ask()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
