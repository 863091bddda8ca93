import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Call } from '../call.ts'
import type { Emulator } from '../emulator.ts'
import { type Caller, TokenError, verifyAccessToken } from '../entra/access-token.ts'
import { logAnalyticsAudience as audience } from '../entra/resources.ts'
import { notImplementedMessage } from '../errors.ts'
import { createAdmission } from './admission.ts'
import { badArgument, LogsError } from './errors.ts'
import { metadataOf } from './metadata.ts'
import { type BatchedQuery, type QueryRequest, queriesOfBatch, queryOfBody, queryOfUrl } from './query-request.ts'
import { runQuery } from './run-query.ts'
import { type Rows, requireWorkspace, rowsOfResource, rowsOfWorkspaces } from './targets.ts'

type LogsContext = Context<{ Bindings: Call }>

const maxBodyBytes = 4 * 1024 * 1024

/** The query API of Log Analytics, at `api.loganalytics.emulator.test`. */
export function logAnalytics(emulator: Emulator): Hono<{ Bindings: Call }> {
  const app = new Hono<{ Bindings: Call }>()
  const admission = createAdmission()

  app.use(bodyLimit({ maxSize: maxBodyBytes, onError: (context) => refuse(context, tooLong) }))

  /** Admits and runs one query of a caller whose right to the rows is settled. */
  const run = (context: LogsContext, caller: Caller, request: QueryRequest, rows: Rows) => {
    const { signal } = context.req.raw
    return admission.run(caller.objectId, signal, () => runQuery(emulator, request, rows, signal))
  }

  app.on(['GET', 'POST'], '/v1/workspaces/:workspace/query', async (context) => {
    emulator.calls.count('LogsQuery')
    const caller = await authenticate(emulator, context)
    const request = await requestOf(context)
    const rows = rowsOfWorkspaces(emulator.state, caller, context.req.param('workspace'), request.workspaces)
    return json(await run(context, caller, request, rows))
  })

  app.on(['GET', 'POST'], '/v1/workspaces/:workspace/metadata', async (context) => {
    emulator.calls.count('LogsMetadata')
    const caller = await authenticate(emulator, context)
    return json(JSON.stringify(metadataOf(requireWorkspace(emulator.state, caller, context.req.param('workspace')))))
  })

  app.post('/v1/$batch', async (context) => {
    emulator.calls.count('LogsBatch')
    const caller = await authenticate(emulator, context)
    const queries = queriesOfBatch(await bodyOf(context))
    const one = async ({ id, workspace, body, headers }: BatchedQuery) => {
      emulator.calls.count('LogsQuery')
      try {
        const prefer = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'prefer')?.[1]
        const request = queryOfBody(body, prefer)
        const rows = rowsOfWorkspaces(emulator.state, caller, workspace, request.workspaces)
        return responseText(id, 200, await run(context, caller, request, rows))
      } catch (error) {
        if (!(error instanceof LogsError)) throw error
        return responseText(id, error.status, JSON.stringify({ error: error.info }))
      }
    }
    return json(`{"responses":[${(await Promise.all(queries.map(one))).join(',')}]}`)
  })

  app.on(['GET', 'POST'], '/v1/*', async (context) => {
    const resourceId = resourceOf(context.req.path)
    if (resourceId === undefined) return context.notFound()
    emulator.calls.count('LogsQuery')
    const caller = await authenticate(emulator, context)
    const request = await requestOf(context)
    const rows = rowsOfResource(emulator.state, caller, resourceId)
    return json(await run(context, caller, request, rows))
  })

  app.notFound((context) => {
    const message = notImplementedMessage(`Log Analytics: ${context.req.method} ${context.req.path}`)
    return context.json({ error: { code: 'NotImplemented', message } }, 501)
  })
  app.onError((error, context) => {
    if (error instanceof LogsError) return refuse(context, error)
    throw error
  })
  return app
}

/** The name that a fault rule calls it by. */
export function logsOperationOf(_method: string, path: string): string | undefined {
  if (path.endsWith('/$batch')) return 'LogsBatch'
  if (path.endsWith('/metadata')) return 'LogsMetadata'
  return path.endsWith('/query') ? 'LogsQuery' : undefined
}

const tooLong = new LogsError(413, { code: 'RequestTooLargeError', message: 'The request body is longer than 4 MB.' })

/** The ARM id in `/v1/{resourceId}/query`, with whatever slashes and escapes a client puts around it. */
function resourceOf(path: string): string | undefined {
  const match = /^\/v1\/+(subscriptions\/.+)\/query$/i.exec(path.replaceAll(/%2f/gi, '/'))
  return match ? `/${match[1]}` : undefined
}

async function requestOf(context: LogsContext) {
  const prefer = context.req.header('Prefer')
  if (context.req.method === 'GET') return queryOfUrl(new URL(context.req.url), prefer)
  return queryOfBody(await bodyOf(context), prefer)
}

async function bodyOf(context: LogsContext): Promise<unknown> {
  try {
    return JSON.parse(await context.req.text())
  } catch {
    throw badArgument('The body is not valid JSON.')
  }
}

async function authenticate(emulator: Emulator, context: LogsContext): Promise<Caller> {
  try {
    return await verifyAccessToken(emulator, context.req.header('Authorization'), audience)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    const challenge = `Bearer authorization_uri="https://login.emulator.test/${emulator.state.tenantId}", resource_id="${audience}"`
    const info =
      error.code === 'missing'
        ? { code: 'AuthorizationRequiredError', message: 'Valid authentication was not provided' }
        : {
            code: 'InvalidTokenError',
            message: 'The provided authentication is not valid for this resource',
            innererror: { code: 'TokenError', message: error.message },
          }
    throw new LogsError(401, info, { 'WWW-Authenticate': challenge })
  }
}

function responseText(id: string, status: number, body: string): string {
  return `{"id":${JSON.stringify(id)},"status":${status},"headers":{},"body":${body}}`
}

function json(text: string): Response {
  return new Response(text, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      'x-ms-request-id': randomUUID(),
    },
  })
}

function refuse(context: Context, { status, info, headers }: LogsError): Response {
  return context.json({ error: { ...info, correlationId: randomUUID() } }, status, headers)
}
