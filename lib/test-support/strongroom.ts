import { globSync } from 'node:fs'
import path from 'node:path'
import { type RunningEmulator, type StartOptions, startEmulator } from '../../emulator/start.ts'

/** The app's server side against an emulated cloud of its own, both in this process, for one test file. */
export interface Strongroom extends RunningEmulator {
  /** A token for our API, as the browser would hold it. Each one is new. */
  token(account: string): Promise<string>
  /** Calls a handler of app/api as Next would. */
  api(method: string, address: string, options?: ApiOptions): Promise<Response>
  /** Calls counted since the last `forget`. */
  calls(): Record<string, number>
  /** Forgets counted calls and faults. */
  forget(): void
}

interface ApiOptions {
  /** Signs in as this account with a token of its own. */
  as?: string
  token?: string
  /** Sent as JSON. */
  body?: unknown
  rawBody?: BodyInit
  headers?: Record<string, string>
  signal?: AbortSignal
}

export const people = {
  ines: 'ines.moreau@meridian.example',
  tomas: 'tomas.berg@meridian.example',
  priya: 'priya.nair@meridian.example',
  daniel: 'daniel.okafor@meridian.example',
  lena: 'lena.fischer@meridian.example',
} as const

const root = path.resolve(import.meta.dirname, '../..')

/** Starts the emulator and points the settings to it. Modules of lib/ read them on first use, so call this first. */
export async function startStrongroom(
  options: { env?: Record<string, string> } & Partial<StartOptions> = {},
): Promise<Strongroom> {
  const { env, ...emulatorOptions } = options
  const caFile = path.join(root, `.cache/test-ca-${process.pid}-${Math.random().toString(36).slice(2)}.pem`)
  const running = await startEmulator({
    httpsPort: 0,
    httpPort: 0,
    seed: 'demo',
    settleMs: 0,
    caFile,
    ...emulatorOptions,
  })
  const { tenantId, application } = running.emulator.state
  Object.assign(process.env, {
    STRONGROOM_CLOUD: 'emulator',
    STRONGROOM_TENANT_ID: tenantId,
    STRONGROOM_CLIENT_ID: application.clientId,
    STRONGROOM_CLIENT_SECRET: application.clientSecret,
    STRONGROOM_EMULATOR_HTTPS_PORT: String(running.httpsPort),
    STRONGROOM_EMULATOR_HTTP_PORT: String(running.httpPort),
    STRONGROOM_EMULATOR_CA_FILE: running.caFile,
    STRONGROOM_LOG_LEVEL: 'info',
    STRONGROOM_REVEALS_PER_MINUTE: '10000',
    STRONGROOM_WRITES_PER_MINUTE: '10000',
    ...env,
  })
  const token = (account: string) => mint(running, account)
  return {
    ...running,
    token,
    api: async (method, address, { as, ...request } = {}) =>
      callApi(method, address, as === undefined ? request : { ...request, token: await token(as) }),
    calls: () => ({ ...running.emulator.calls.counts().byOperation }),
    forget() {
      running.emulator.faults.replace([])
      running.emulator.calls.reset()
    },
  }
}

async function mint({ httpPort, emulator }: RunningEmulator, account: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${httpPort}/_emulator/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, scope: `${emulator.state.application.identifierUri}/access_as_user` }),
  })
  if (!response.ok) throw new Error(`No token for ${account}: ${await response.text()}`)
  return ((await response.json()) as { access_token: string }).access_token // the emulator's documented answer
}

export const routeFiles = globSync('app/api/**/route.ts', { cwd: root }).sort()

/** A route module's file and the parameters of an address, by Next's rules: a fixed segment wins over a dynamic one. */
function routeOf(pathname: string): { file: string; params: Record<string, string> } {
  const segments = pathname.split('/').slice(1)
  for (const file of routeFiles) {
    const pattern = path.dirname(path.relative('app', file)).split('/')
    if (pattern.includes('[[...path]]') || pattern.length !== segments.length) continue
    const names = pattern.map((part) => /^\[(\w+)\]$/.exec(part)?.[1])
    if (!pattern.every((part, index) => names[index] || part === segments[index])) continue
    return {
      file,
      params: Object.fromEntries(names.flatMap((name, index) => (name ? [[name, segments[index] ?? '']] : []))),
    }
  }
  return { file: 'app/api/[[...path]]/route.ts', params: {} }
}

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>

async function callApi(
  method: string,
  address: string,
  { token, body, rawBody, headers, signal }: ApiOptions,
): Promise<Response> {
  const url = new URL(address, 'http://localhost:3000')
  const { file, params } = routeOf(url.pathname)
  const module = (await import(path.join(root, file))) as Record<string, Handler> // Next's contract for a route file
  const handler = module[method]
  if (!handler) throw new Error(`${file} has no ${method}`)
  const payload = body === undefined ? rawBody : JSON.stringify(body)
  const request = new Request(url, {
    method,
    headers: {
      host: url.host,
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload !== undefined && { body: payload, duplex: 'half' }),
    ...(signal && { signal }),
  } as RequestInit) // `duplex` is missing from the DOM's type and required by Node for a streamed body
  return handler(request, { params: Promise.resolve(params) })
}

/** The last line of an NDJSON answer, and the rows of all others. */
export async function readLines<T>(response: Response): Promise<{ items: T[]; pages: number; last: unknown }> {
  const lines = (await response.text()).trimEnd().split('\n')
  const parsed = lines.map((line) => JSON.parse(line) as { items?: T[] }) // our own format
  const pages = parsed.slice(0, -1)
  return { items: pages.flatMap(({ items }) => items ?? []), pages: pages.length, last: parsed.at(-1) }
}
