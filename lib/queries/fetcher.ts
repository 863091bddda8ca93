import type * as z from 'zod/mini'
import { apiToken, stepUp, stepUpSucceeded } from '../auth/api-token.ts'
import { ErrorBody, type Problem } from '../domain/problem.ts'
import { ApiError } from './api-error.ts'

export interface ApiRequest {
  method?: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  /** Sent as JSON. */
  body?: unknown
  signal?: AbortSignal
}

/**
 * Calls our API as the signed-in person and reads the answer by its schema.
 *
 * @throws {ApiError} for every failure but an abort: a refusal, a lost connection, an answer that does not fit.
 */
export async function apiFetch<S extends z.ZodMiniType>(
  schema: S,
  path: string,
  request: ApiRequest = {},
): Promise<z.output<S>> {
  const response = await send(path, request, 'application/json')
  const parsed = schema.safeParse(await readJson(response, request))
  if (!parsed.success) throw unreadable(request, parsed.error)
  return parsed.data
}

/** As apiFetch for a call whose answer has no body to read. */
export async function apiSend(path: string, request: ApiRequest): Promise<void> {
  const response = await send(path, request, 'application/json')
  await response.body?.cancel()
}

/**
 * Reads a list page by page as the server gets it from Azure (NDJSON: pages, then one line that ends the list).
 *
 * @throws {ApiError} as apiFetch; also in the middle of the list, and `truncated` when the connection ends before it.
 */
export async function* apiPages<S extends z.ZodMiniType>(
  schema: S,
  path: string,
  request: { signal?: AbortSignal } = {},
): AsyncGenerator<z.output<S>> {
  const response = await send(path, request, 'application/x-ndjson')
  for await (const line of lines(response, request)) {
    const message: unknown = parseJson(line, request)
    if (isRecord(message) && message.done === true) return
    const failure = ErrorBody.safeParse(message)
    if (failure.success) throw new ApiError(failure.data.error)
    const page = schema.safeParse(message)
    if (!page.success) throw unreadable(request, page.error)
    yield page.data
  }
  throw new ApiError({
    code: 'truncated',
    message: 'The connection ended before the list did, so rows may be missing.',
    remedy: 'Load the list again.',
  })
}

/** What to show for anything that was thrown on the way of a call. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem
  return {
    code: 'internal_error',
    message: 'This page met an error of its own.',
    remedy: 'Reload the page and try again.',
  }
}

async function send(path: string, request: ApiRequest, accept: string): Promise<Response> {
  const method = request.method ?? 'GET'
  const response = await tryFetch(path, request, accept, method)
  if (response.ok) {
    stepUpSucceeded(method, path)
    return response
  }
  const problem = await refusalOf(response)
  const claims = problem.code === 'insufficient_claims' ? challengeOf(response) : undefined
  // The redirect leaves the page; on return the page asks again, which is the one replay. A second challenge is an error.
  if (claims) await stepUp(claims, method, path)
  throw new ApiError(problem)
}

async function tryFetch(path: string, request: ApiRequest, accept: string, method: string): Promise<Response> {
  const token = await apiToken().catch((cause: unknown) => {
    throw notSignedIn(cause)
  })
  try {
    return await fetch(path, {
      method,
      headers: {
        Accept: accept,
        Authorization: `Bearer ${token}`,
        ...(request.body !== undefined && { 'Content-Type': 'application/json' }),
      },
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: request.signal ?? null,
      // Nothing of ours rides on cookies, and no answer may be kept.
      credentials: 'omit',
      cache: 'no-store',
    })
  } catch (cause) {
    throw lost(request, cause)
  }
}

async function* lines(response: Response, request: ApiRequest): AsyncGenerator<string> {
  if (!response.body) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      const parts = (rest + value).split('\n')
      rest = parts.pop() ?? ''
      for (const part of parts) if (part) yield part
    }
    if (rest) yield rest
  } catch (cause) {
    throw cause instanceof ApiError ? cause : lost(request, cause)
  } finally {
    // Whoever stops reading early ends the request too, so that the server stops asking Azure.
    await reader.cancel().catch(() => undefined)
  }
}

/** The claims of a challenge, base64 in the header as Entra itself sends them. */
function challengeOf(response: Response): string | undefined {
  const encoded = /claims="([^"]+)"/.exec(response.headers.get('WWW-Authenticate') ?? '')?.[1]
  if (!encoded) return undefined
  try {
    return atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return undefined
  }
}

async function refusalOf(response: Response): Promise<Problem> {
  const body = ErrorBody.safeParse(await response.json().catch(() => null))
  if (body.success) return body.data.error
  return {
    code: 'internal_error',
    message: `The server answered ${response.status} without saying why.`,
    remedy: 'Try again. If it stays, the log of the Strongroom server says more.',
  }
}

async function readJson(response: Response, request: ApiRequest): Promise<unknown> {
  try {
    return await response.json()
  } catch (cause) {
    throw lost(request, cause)
  }
}

function parseJson(line: string, request: ApiRequest): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw unreadable(request, cause)
  }
}

/** No answer, or half of one: after a write nobody knows whether it was made. Aborts pass through as they are. */
function lost(request: ApiRequest, cause: unknown): unknown {
  if (cause instanceof DOMException && cause.name === 'AbortError') return cause
  return isWrite(request)
    ? new ApiError(
        {
          code: 'outcome_unknown',
          message: 'The connection was lost before the answer came, so it is not known whether the change was made.',
          remedy: 'Look at the versions before you try again.',
        },
        { cause },
      )
    : new ApiError(
        {
          code: 'internal_error',
          message: 'The Strongroom server did not answer.',
          remedy: 'Check your connection, then try again.',
        },
        { cause },
      )
}

function unreadable(request: ApiRequest, cause: unknown): ApiError {
  return new ApiError(
    {
      code: isWrite(request) ? 'outcome_unknown' : 'internal_error',
      message: 'The server’s answer could not be read by this page.',
      remedy: 'Reload the page: the server may have been updated since you opened it.',
    },
    { cause },
  )
}

function notSignedIn(cause: unknown): ApiError {
  return new ApiError(
    {
      code: 'unauthenticated',
      message: 'No token could be got from Entra for this session.',
      remedy: 'Check your connection and try again. If it stays, sign out and in again.',
    },
    { cause },
  )
}

const isWrite = (request: ApiRequest) => request.method !== undefined && request.method !== 'GET'
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
