import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { Call } from '../call.ts'
import type { Emulator } from '../emulator.ts'
import { type Caller, TokenError, verifyAccessToken } from '../entra/access-token.ts'
import { graphAudience } from '../entra/resources.ts'
import { GraphError, notImplementedMessage } from '../errors.ts'
import { batch } from './batch.ts'
import { findOperation, operationNameOf } from './operations.ts'

/** Microsoft Graph as far as names and memberships go, at `graph.emulator.test`. */
export function graph(emulator: Emulator): Hono<{ Bindings: Call }> {
  const app = new Hono<{ Bindings: Call }>()
  app.all('*', (context) => answer(emulator, context))
  return app
}

interface Asked {
  method: string
  url: URL
  headers: Headers
  body: () => unknown
}

async function answer(emulator: Emulator, context: Context<{ Bindings: Call }>): Promise<Response> {
  const { method, url, headers } = context.req.raw
  const text = await context.req.text()
  const asked = { method, url: new URL(url), headers, body: () => json(text) }
  return respond(headers, async () => {
    const caller = await authenticate(emulator, headers.get('authorization') ?? undefined)
    const name = operationNameOf(method, asked.url.pathname)
    if (name !== 'Batch' || method !== 'POST') return operate(emulator, caller, asked)
    emulator.calls.count(name)
    return batch(asked.body(), (one, path, ownHeaders, body) => {
      const target = { method: one, url: new URL(`/v1.0${path}`, asked.url), headers: ownHeaders, body: () => body }
      return respond(ownHeaders, async () => operate(emulator, caller, target))
    })
  })
}

/** @throws GraphError */
function operate(emulator: Emulator, caller: Caller, { method, url, headers, body }: Asked): unknown {
  const found = findOperation(method, url.pathname)
  emulator.calls.count(found?.operation.name ?? `${method} ${url.pathname}`)
  if (!found) throw new GraphError(501, 'NotImplemented', notImplementedMessage(`${method} ${url.pathname}`))
  return found.operation.handler({
    emulator,
    caller,
    params: found.params,
    url,
    headers,
    body: method === 'GET' ? undefined : body(),
  })
}

async function respond(asked: Headers, act: () => Promise<unknown>): Promise<Response> {
  const requestId = randomUUID()
  const clientRequestId = asked.get('client-request-id') ?? requestId
  const headers = { 'request-id': requestId, 'client-request-id': clientRequestId, 'Cache-Control': 'no-cache' }
  try {
    return Response.json(await act(), { headers })
  } catch (error) {
    if (!(error instanceof GraphError)) throw error
    const challenge = `Bearer realm="", authorization_uri="https://login.emulator.test/common/oauth2/authorize"`
    return Response.json(error.bodyOf(requestId, clientRequestId), {
      status: error.status,
      headers: { ...headers, ...(error.status === 401 && { 'WWW-Authenticate': challenge }) },
    })
  }
}

async function authenticate(emulator: Emulator, authorization: string | undefined): Promise<Caller> {
  try {
    return await verifyAccessToken(emulator, authorization, graphAudience)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    throw new GraphError(401, 'InvalidAuthenticationToken', messageOf(error))
  }
}

function messageOf({ code, message }: TokenError): string {
  switch (code) {
    case 'missing':
      return 'Access token is empty.'
    case 'audience':
      return 'Access token validation failure. Invalid audience.'
    case 'expired':
      return message
    default:
      return `Access token validation failure. ${message}`
  }
}

function json(text: string): unknown {
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new GraphError(400, 'BadRequest', 'Unable to read JSON request payload.')
  }
}
