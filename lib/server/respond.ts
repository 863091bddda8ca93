import 'server-only'
import { problemOf } from '../azure/errors.ts'
import type { ProblemError } from '../azure/problem-error.ts'
import type { Page } from '../domain/page.ts'
import type { ErrorCode, Problem } from '../domain/problem.ts'
import { logUnexpected } from './log.ts'
import { withRefusal } from './refusal.ts'

const statuses: Record<ErrorCode, number> = {
  invalid_request: 400,
  key_unreadable: 400,
  certificate_unreadable: 400,
  certificate_mismatch: 400,
  backup_refused: 400,
  unauthenticated: 401,
  insufficient_claims: 401,
  clock_skew: 401,
  consent_required: 403,
  conditional_access: 403,
  forbidden_by_role: 403,
  forbidden_by_policy: 403,
  forbidden_by_firewall: 403,
  forbidden_by_condition: 403,
  forbidden: 403,
  cross_site: 403,
  secret_disabled: 403,
  purge_protected: 403,
  vault_not_found: 404,
  secret_not_found: 404,
  key_not_found: 404,
  certificate_not_found: 404,
  not_found: 404,
  secret_deleted: 409,
  secret_exists: 409,
  date_kept: 409,
  secret_managed: 409,
  key_unusable: 409,
  request_pending: 409,
  vault_name_taken: 409,
  vault_name_held: 409,
  policy_denied: 403,
  quota_exceeded: 409,
  not_offered: 400,
  setting_fixed: 409,
  assignment_exists: 409,
  assignment_limit: 409,
  principal_not_found: 409,
  last_administrator: 409,
  conflict: 409,
  concurrent_change: 409,
  target_disabled: 409,
  payload_too_large: 413,
  rate_limited: 429,
  throttled: 429,
  internal_error: 500,
  vault_unreachable: 502,
  outcome_unknown: 502,
  truncated: 502,
  azure_error: 502,
  timed_out: 504,
}

/** Nothing of the API may be kept by a browser or a proxy: answers are one person's, and some hold a value. */
const apiHeaders = { 'cache-control': 'no-store', pragma: 'no-cache', 'x-content-type-options': 'nosniff' }

/** An answer of the API: 200 unless said otherwise, and never to be stored. */
export function json(body: unknown, init: { status?: number; headers?: Record<string, string> } = {}): Response {
  return Response.json(body, { status: init.status ?? 200, headers: { ...apiHeaders, ...init.headers } })
}

/** What a failure became: its answer, and its code for the log. */
interface Failure {
  response: Response
  problem: Problem
}

/**
 * Runs a request to its answer. This is the one place where an exception is caught; what it was is said in the API's
 * words, and an error that nobody foresaw says nothing but its id.
 * @param params what the address named, as far as it was read
 */
export async function respond(
  requestId: string,
  answer: () => Promise<Response>,
  params: () => unknown = () => undefined,
): Promise<{ response: Response; problem?: Problem }> {
  try {
    return { response: await answer() }
  } catch (error) {
    return failed(error, requestId, params())
  }
}

function failed(error: unknown, requestId: string, params?: unknown): Failure {
  const failure = problemOf(error)
  if (failure.problem.code === 'internal_error') logUnexpected(failure.cause ?? failure, requestId)
  const problem: Problem = withRefusal({ ...failure.problem, requestId }, params)
  const status = failure.status ?? statuses[problem.code]
  return { problem, response: json({ error: problem }, { status, headers: headersOf(failure) }) }
}

function headersOf({ problem, claims }: ProblemError): Record<string, string> {
  const seconds = problem.retryAfterSeconds
  return {
    ...(seconds !== undefined && { 'retry-after': String(seconds) }),
    ...(statuses[problem.code] === 401 && { 'www-authenticate': challengeOf(claims) }),
  }
}

/** @see https://learn.microsoft.com/entra/identity-platform/claims-challenge#claims-challenge-header-format */
function challengeOf(claims: string | undefined): string {
  if (!claims) return 'Bearer error="invalid_token"'
  return `Bearer error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`
}

/** A whole list in one answer. `order` sorts what arrived in no order. */
export async function jsonList<T>(pages: AsyncGenerator<Page<T>>, order?: (items: T[]) => T[]): Promise<Response> {
  const items: T[] = []
  const problems: Problem[] = []
  for await (const page of pages) {
    items.push(...page.items)
    problems.push(...(page.problems ?? []))
  }
  return json({ items: order ? order(items) : items, ...(problems.length > 0 && { problems }) })
}

/**
 * Next compresses no type that it does not know to be text, and passes no encoding of ours on. Under this name it does, and
 * flushes each line.
 */
const linesType = 'text/x-ndjson; charset=utf-8'

/**
 * A list as lines of JSON, one for each page as it arrives, then `{"done":true}` or `{"error":…}`. The first page is
 * awaited before the status is chosen, so that a refusal is an answer like any other.
 * @param options.onFailure hears of a failure after the first page
 * @param options.onCancel hears that the client has gone away
 */
export async function ndjsonList(
  pages: AsyncGenerator<object>,
  options: { requestId: string; params?: unknown; onFailure: (problem: Problem) => void; onCancel: () => void },
): Promise<Response> {
  const lines = linesOf(await pages.next(), pages, options)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`))
    },
    async cancel() {
      options.onCancel()
      await lines.return(undefined)
    },
  })
  return new Response(body, { headers: { ...apiHeaders, 'content-type': linesType } })
}

async function* linesOf(
  first: IteratorResult<object>,
  rest: AsyncGenerator<object>,
  options: { requestId: string; params?: unknown; onFailure: (problem: Problem) => void },
): AsyncGenerator<object, void, undefined> {
  try {
    if (!first.done) yield first.value
    yield* rest
    yield { done: true }
  } catch (error) {
    const { problem } = failed(error, options.requestId, options.params)
    options.onFailure(problem)
    yield { error: problem }
  }
}
