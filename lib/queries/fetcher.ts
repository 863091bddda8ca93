import type * as z from 'zod/mini'
import { apiToken, stepUp, stepUpSucceeded } from '../auth/api-token.ts'
import { ApiError } from './api-error.ts'
import { readPages } from './read-pages.ts'
import { challengeOf, lostConnection, notSignedIn, refusalOf, unreadableAnswer } from './request-failures.ts'

export interface ApiRequest {
  method?: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  /** Sent as JSON. */
  body?: unknown
  /** A POST that only reads, such as a reveal: losing its answer leaves nothing in doubt. */
  changesNothing?: true
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
  const body = await response.json().catch((cause: unknown) => {
    throw lostConnection(request, cause)
  })
  const parsed = schema.safeParse(body)
  if (!parsed.success) throw unreadableAnswer(request, parsed.error)
  return parsed.data
}

/**
 * Reads a list page by page as the server gets it from Azure.
 *
 * @throws {ApiError} as apiFetch; also in the middle of the list, and `truncated` when the connection ends before it.
 */
export async function* apiPages<S extends z.ZodMiniType>(
  schema: S,
  path: string,
  request: { signal?: AbortSignal } = {},
): AsyncGenerator<z.output<S>> {
  const response = await send(path, request, 'application/x-ndjson')
  try {
    if (response.body) yield* readPages(schema, response.body)
  } catch (cause) {
    throw lostConnection({}, cause)
  }
}

async function send(path: string, request: ApiRequest, accept: string): Promise<Response> {
  const method = request.changesNothing ? 'GET' : (request.method ?? 'GET')
  let response = await sendOnce(path, request, accept, false)
  let problem = response.ok ? null : await refusalOf(response)
  // A token that MSAL holds for good and the server does not, as after a change of keys: renewed once. Nothing was done.
  if (problem?.code === 'unauthenticated') {
    response = await sendOnce(path, request, accept, true)
    problem = response.ok ? null : await refusalOf(response)
  }
  if (!problem) {
    stepUpSucceeded(method, path)
    return response
  }
  const claims = problem.code === 'insufficient_claims' ? challengeOf(response) : undefined
  // The redirect leaves the page; on return the page asks again, which is the one replay. A second challenge is an error.
  if (claims) await stepUp(claims, method, path)
  throw new ApiError(problem)
}

async function sendOnce(path: string, request: ApiRequest, accept: string, renew: boolean): Promise<Response> {
  const token = await apiToken({ renew }).catch((cause: unknown) => {
    throw notSignedIn(cause)
  })
  try {
    return await fetch(path, {
      method: request.method ?? 'GET',
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
    throw lostConnection(request, cause)
  }
}
