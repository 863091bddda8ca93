import { setTimeout as delay } from 'node:timers/promises'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { decodeJwt } from 'jose'
import type { Call } from './call.ts'
import { type ClaimsRequest, satisfiesClaims } from './entra/claims-request.ts'
import type { FaultRule } from './faults.ts'

export interface FaultedRequest {
  rule: FaultRule
  request: Request
  call: Call
  tenantId: string
  /** Lets the call happen. */
  proceed: () => Promise<Response>
  /** Counts the call where it does not happen, under the name it would have had. */
  count: () => void
}

/** Acts out a rule: delays, answers in the service's place, breaks the connection or spoils the answer. */
export async function faultedAnswer(faulted: FaultedRequest): Promise<Response> {
  const { rule, request, call, proceed, count } = faulted
  if (rule.latencyMs) await delay(rule.latencyMs)
  const isEntra = rule.aadsts !== undefined || new URL(request.url).pathname.endsWith('/oauth2/v2.0/token')
  // Entra's own errors need the form and the assertion, which its token endpoint reads.
  if (rule.claims && !isEntra && !carriesClaims(request, rule.claims)) {
    count()
    return claimsChallenge(rule.claims, faulted.tenantId)
  }
  if (rule.reset === 'before') {
    count()
    return hangUp(call)
  }
  if (rule.status !== undefined) {
    count()
    return statusAnswer(rule, rule.status)
  }
  const response = await proceed()
  if (rule.reset === 'after') return hangUp(call)
  return await spoil(rule, request, response)
}

/** The bearer's claims, unverified: a forged token gets past the challenge and is refused by the service itself. */
function carriesClaims(request: Request, asked: ClaimsRequest): boolean {
  const token = /^Bearer (\S+)$/i.exec(request.headers.get('Authorization') ?? '')?.[1]
  // Without a token the service's own challenge comes first, as in Azure.
  if (!token) return true
  try {
    return satisfiesClaims(decodeJwt(token), asked)
  } catch {
    return true
  }
}

/** @see https://learn.microsoft.com/entra/identity-platform/claims-challenge#claims-challenge-header-format */
function claimsChallenge(claims: ClaimsRequest, tenantId: string): Response {
  const encoded = Buffer.from(JSON.stringify(claims)).toString('base64')
  const authorization = `https://login.emulator.test/${tenantId}/oauth2/authorize`
  const challenge = `Bearer realm="", authorization="${authorization}", client_id="00000003-0000-0000-c000-000000000000", error="insufficient_claims", claims="${encoded}"`
  const error = { code: 'Unauthorized', message: 'AKV10135: Continuous access evaluation resulted in a challenge.' }
  return Response.json({ error }, { status: 401, headers: { 'WWW-Authenticate': challenge } })
}

const codesByStatus: Record<number, string> = {
  400: 'BadParameter',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  408: 'RequestTimeout',
  409: 'Conflict',
  412: 'PreconditionFailed',
  429: 'Throttled',
  500: 'InternalServerError',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
}

function statusAnswer(rule: FaultRule, status: number): Response {
  const headers = new Headers()
  if (rule.retryAfterSeconds !== undefined) headers.set('Retry-After', String(rule.retryAfterSeconds))
  const code = rule.code ?? codesByStatus[status] ?? 'Fault'
  const error = { code, message: 'This answer is a fault that was asked for at /_emulator/faults.' }
  const hasNoBody = status === 204 || status === 304
  return hasNoBody
    ? new Response(null, { status, headers })
    : Response.json(rule.body ?? { error }, { status, headers })
}

function hangUp({ incoming }: Call): Response {
  incoming?.socket.destroy()
  return RESPONSE_ALREADY_SENT
}

async function spoil(rule: FaultRule, request: Request, response: Response): Promise<Response> {
  if (rule.nextLink === undefined && rule.answer === undefined) return response
  const text = await response.text()
  const body = rule.nextLink === undefined ? text : withNextLink(text, rule.nextLink, request.url)
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  const init = { status: response.status, headers }
  switch (rule.answer) {
    case 'malformed':
      return new Response(`${body.slice(0, Math.ceil(body.length / 2))}`, init)
    case 'html':
      headers.set('Content-Type', 'text/html')
      return new Response('<!doctype html><title>Bad gateway</title><p>The request could not be served.', init)
    case 'cut':
      headers.set('Content-Length', String(Buffer.byteLength(body)))
      return new Response(cutStream(body), init)
    case 'slow':
      return new Response(slowStream(body), init)
    default:
      return new Response(body, init)
  }
}

function withNextLink(text: string, nextLink: string, requestUrl: string): string {
  const target =
    nextLink === 'loop'
      ? requestUrl
      : nextLink === 'foreign'
        ? 'https://elsewhere.example.test/secrets?page=2'
        : nextLink
  try {
    const page: unknown = JSON.parse(text)
    return typeof page === 'object' && page !== null ? JSON.stringify({ ...page, nextLink: target }) : text
  } catch {
    return text
  }
}

/** Half of the body, then the connection breaks: the length that was promised is never reached. */
function cutStream(body: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body)
  let isHalfSent = false
  return new ReadableStream({
    async pull(controller) {
      if (isHalfSent) {
        // Lets the first half reach the wire before the connection goes.
        await delay(20)
        return controller.error(new Error('The answer was cut by a fault rule.'))
      }
      isHalfSent = true
      controller.enqueue(bytes.subarray(0, Math.ceil(bytes.length / 2)))
    },
  })
}

function slowStream(body: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(body)
  let sent = 0
  return new ReadableStream({
    async pull(controller) {
      if (sent > 0) await delay(1000)
      controller.enqueue(bytes.subarray(sent, sent + 1))
      sent += 1
      if (sent >= bytes.length) controller.close()
    },
  })
}
