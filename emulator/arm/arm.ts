import { randomUUID } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { Call } from '../call.ts'
import type { Emulator } from '../emulator.ts'
import { endRoleAssignments } from '../ended-assignments.ts'
import { type Caller, TokenError, verifyAccessToken } from '../entra/access-token.ts'
import { resourceManagerAudience as audience } from '../entra/resources.ts'
import { ArmError, notImplementedMessage } from '../errors.ts'
import { requireApiVersion } from './api-versions.ts'
import { recordCall } from './audit-row.ts'
import { cloudEndpoints } from './cloud-endpoints.ts'
import { type ArmReply, findOperation } from './operations.ts'

/** Resource Manager and Resource Graph, at `management.emulator.test`. */
export function arm(emulator: Emulator): Hono<{ Bindings: Call }> {
  const app = new Hono<{ Bindings: Call }>()
  app.get('/metadata/endpoints', (context) => {
    emulator.calls.count('CloudEndpointsGet')
    return context.json(cloudEndpoints(new URL(context.req.url).origin))
  })
  app.all('*', (context) => answer(emulator, context))
  return app
}

async function answer(emulator: Emulator, context: Context<{ Bindings: Call }>): Promise<Response> {
  const startedMs = performance.now()
  const url = new URL(context.req.url)
  const found = findOperation(context.req.method, url.pathname)
  const requestId = randomUUID()
  const headers = {
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': context.req.header('x-ms-correlation-request-id') ?? requestId,
    'Cache-Control': 'no-cache',
  }
  let caller: Caller | undefined
  const record = (outcome: { status: number; vaultName?: string; resultDescription?: string }) =>
    recordCall(emulator, {
      context,
      url,
      operationName: found?.operation.name,
      params: found?.params ?? {},
      requestId,
      startedMs,
      caller,
      action: found?.operation.action,
      ...outcome,
    })

  try {
    caller = await authenticate(emulator, context.req.header('Authorization'))
    if (!found)
      throw new ArmError(501, 'NotImplemented', notImplementedMessage(`${context.req.method} ${url.pathname}`))
    requireApiVersion(found.operation.apiVersions, url)
    if (!found.operation.handler) throw new ArmError(501, 'NotImplemented', notImplementedMessage(found.operation.name))
    const body = await jsonBody(context)
    endRoleAssignments(emulator.state, emulator.clock.nowSeconds())
    const reply: ArmReply = await found.operation.handler({ emulator, caller, params: found.params, url, body })
    // What a call changed is kept before anybody is told that it is.
    if (context.req.method !== 'GET') emulator.keeper.commit()
    const { status = 200, vaultName, body: answered, text = JSON.stringify(answered) } = reply
    record({ status, ...(vaultName && { vaultName }) })
    const all = { ...headers, ...reply.headers }
    return answered === null
      ? context.body(null, status, all)
      : new Response(text, { status, headers: { ...all, 'Content-Type': 'application/json' } })
  } catch (error) {
    if (!(error instanceof ArmError)) throw error
    record({ status: error.status, resultDescription: error.message })
    const challenge = `Bearer authorization_uri="https://login.emulator.test/${emulator.state.tenantId}", error="invalid_token", error_description="${error.message}"`
    return context.json(error.body, error.status, {
      ...headers,
      ...(error.status === 401 && { 'WWW-Authenticate': challenge }),
    })
  }
}

async function authenticate(emulator: Emulator, authorization: string | undefined) {
  try {
    return await verifyAccessToken(emulator, authorization, audience)
  } catch (error) {
    if (!(error instanceof TokenError)) throw error
    if (error.code === 'missing')
      throw new ArmError(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.")
    if (error.code === 'audience')
      throw new ArmError(
        401,
        'InvalidAuthenticationTokenAudience',
        `The access token has been obtained for wrong audience or resource. It should exactly match with one of the allowed audiences '${audience}'.`,
      )
    if (error.code === 'expired')
      throw new ArmError(
        401,
        'ExpiredAuthenticationToken',
        'The access token expiry UTC time is earlier than current UTC time.',
      )
    throw new ArmError(401, 'InvalidAuthenticationToken', 'The access token is invalid.')
  }
}

async function jsonBody(context: Context): Promise<unknown> {
  const text = await context.req.text()
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new ArmError(400, 'InvalidRequestContent', 'The request content was invalid and could not be deserialized.')
  }
}
