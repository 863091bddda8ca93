import 'server-only'
import { randomUUID } from 'node:crypto'
import type * as z from 'zod/mini'
import { withinScope } from '../azure/call-scope.ts'
import { readingSlots } from '../azure/call-slots.ts'
import type { AzureContext } from '../azure/context.ts'
import { ProblemError } from '../azure/problem-error.ts'
import type { Page } from '../domain/page.ts'
import { type Audit, beginAudit, endAudit, noteSubject } from './audit.ts'
import { readJsonBody } from './body.ts'
import { authenticate, type VerifiedCaller } from './caller.ts'
import { inputSentence } from './input-sentence.ts'
import type { AuditEntry } from './log.ts'
import { countAction, type LimitedAction } from './rate-limit.ts'
import { json, jsonList, ndjsonList, respond } from './respond.ts'
import { refuseCrossSite } from './same-origin.ts'

interface RouteOptions<P, B, Q = unknown> {
  params?: z.ZodMiniType<P>
  /** What the address asks for after its `?`. Without it nothing there is looked at. */
  query?: z.ZodMiniType<Q>
  body?: z.ZodMiniType<B>
  /** How long the body may be; 64 KB where nothing is said. */
  maxBodyBytes?: number
  /** What the log calls this; without it only refusals are logged. */
  audit?: AuditEntry['event']
  /** What this counts as against the caller's limits. */
  limit?: Partial<Record<LimitedAction, number>>
  status?: number
}

interface Call<P, B, Q = unknown> {
  azure: AzureContext
  params: P
  body: B
  query: Q
}

interface ListOptions<T> {
  /** The order of a list that is answered whole; pages are streamed as they arrive. */
  order?: (items: T[]) => T[]
}

type NextContext = { params: Promise<unknown> }
type Handler = (request: Request, context?: NextContext) => Promise<Response>

/**
 * A handler of the API: authenticate, parse, call, respond. `call` gets the caller's Azure context and input that is
 * known to be sound; what it returns is the answer's JSON.
 */
export function route<T, P = unknown, B = unknown, Q = unknown>(
  options: RouteOptions<P, B, Q>,
  call: (input: Call<P, B, Q>) => Promise<T>,
): Handler {
  return handle(
    options,
    awaited(async (input, { audit }) => {
      const result = await call(input)
      noteSubject(audit, result)
      return json(result, { status: options.status ?? 200 })
    }),
  )
}

/** As `route`, for a list: whole as JSON, or page by page under `Accept: application/x-ndjson`. */
export function listRoute<T, P = unknown>(
  options: RouteOptions<P, unknown> & ListOptions<T>,
  call: (input: Call<P, unknown>) => AsyncGenerator<Page<T>>,
): Handler {
  return handle(
    options,
    awaited(async (input, running) => {
      const pages = eachWithinScope(input.azure, call(input))
      const isStream = /\bapplication\/x-ndjson\b/i.test(running.request.headers.get('accept') ?? '')
      return isStream ? ndjson(pages, input.azure, running) : jsonList(pages, options.order)
    }),
  )
}

/** As `listRoute`, for lines that are more than rows. They are streamed whatever the client accepts: no whole list is kept. */
export function streamRoute<L extends object, P = unknown, Q = unknown>(
  options: RouteOptions<P, unknown, Q>,
  call: (input: Call<P, unknown, Q>) => AsyncGenerator<L>,
): Handler {
  return handle(options, async (input, running) =>
    ndjson(eachWithinScope(input.azure, call(input)), input.azure, running),
  )
}

function ndjson(
  lines: AsyncGenerator<object>,
  azure: AzureContext,
  { request, audit, params, abort }: Running,
): Promise<Response> {
  return ndjsonList(lines, {
    requestId: audit.entry.requestId,
    params,
    onFailure: (problem) => endAudit(audit, azure, problem),
    onCancel: abort,
  })
}

interface Running {
  request: Request
  audit: Audit
  /** What the address names. */
  params: unknown
  /** Ends every call to Azure that this request still has under way. */
  abort: () => void
}

type Answer<P, B, Q> = (input: Call<P, B, Q>, running: Running) => Promise<Response>

/** An answer that a person waits for: readings of all vaults, which take minutes anyway, make way until it is there. */
function awaited<P, B, Q>(answer: Answer<P, B, Q>): Answer<P, B, Q> {
  return async (input, running) => {
    const arrived = readingSlots.makeWay()
    return answer(input, running).finally(arrived)
  }
}

function handle<P, B, Q>(options: RouteOptions<P, B, Q>, answer: Answer<P, B, Q>): Handler {
  return async (request, context) => {
    const requestId = randomUUID()
    const audit = beginAudit(request, requestId, options.audit)
    const ending = new AbortController()
    let azure: AzureContext | undefined
    let params: P | undefined
    const run = async () => {
      if (request.method !== 'GET' && request.method !== 'HEAD') refuseCrossSite(request)
      const caller = await authenticate(request)
      const { objectId, userPrincipalName } = caller
      audit.entry.who = { objectId, userPrincipalName }
      azure = contextOf(caller, AbortSignal.any([request.signal, ending.signal]))
      params = parse(options.params, await context?.params, 'address')
      noteSubject(audit, params)
      const query = parse(options.query, Object.fromEntries(new URL(request.url).searchParams), 'address')
      const body = parse(options.body, options.body && (await readJsonBody(request, options.maxBodyBytes)), 'body')
      noteSubject(audit, options.body && body)
      await countActions(objectId, options.limit)
      const input = { azure, params, body, query }
      return withinScope(azure, () => answer(input, { request, audit, params, abort: () => ending.abort() }))
    }
    const { response, problem } = await respond(requestId, run, () => params)
    endAudit(audit, azure, problem)
    response.headers.set('x-request-id', requestId)
    return response
  }
}

async function countActions(objectId: string, limit: RouteOptions<unknown, unknown>['limit'] = {}): Promise<void> {
  if (limit.reveals) await countAction(objectId, 'reveals', limit.reveals)
  if (limit.writes) await countAction(objectId, 'writes', limit.writes)
}

function contextOf(caller: VerifiedCaller, signal: AbortSignal): AzureContext {
  const { assertion, assertionHash, expiresAtMs, ...person } = caller
  return { caller: person, assertion, assertionHash, expiresAtMs, signal, azureRequestIds: [] }
}

/** A generator's body runs in the scope of whoever asks for its next item, here a response stream. */
async function* eachWithinScope<T>(azure: AzureContext, pages: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    for (;;) {
      const result = await withinScope(azure, () => pages.next())
      if (result.done) return
      yield result.value
    }
  } finally {
    await pages.return(undefined)
  }
}

function parse<T>(schema: z.ZodMiniType<T> | undefined, input: unknown, what: string): T {
  if (!schema) return undefined as T // the caller's T is unknown then
  const result = schema.safeParse(input, { error: inputSentence })
  if (result.success) return result.data
  const fields = result.error.issues.flatMap((issue) => {
    const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    return paths.map((path) => ({ path: path.join('.'), message: issue.message }))
  })
  throw new ProblemError({
    code: 'invalid_request',
    message: fields.length === 1 ? (fields[0]?.message ?? '') : `The ${what} has ${fields.length} mistakes.`,
    fields,
  })
}
