import { expect, test } from 'vitest'
import { ApiError } from './api-error.ts'
import { challengeOf, lostConnection, refusalOf, unreadableAnswer } from './request-failures.ts'

const codeOf = (error: unknown) => (error instanceof ApiError ? error.code : error)

test('a write without an answer is never called a failure: it may have been made', () => {
  for (const method of ['PUT', 'POST', 'PATCH', 'DELETE']) {
    expect(codeOf(lostConnection({ method }, new TypeError('network')))).toBe('outcome_unknown')
    expect(codeOf(unreadableAnswer({ method }, null))).toBe('outcome_unknown')
  }
})

test('a read without an answer is a failure and nothing more', () => {
  expect(codeOf(lostConnection({ method: 'GET' }, new TypeError('network')))).toBe('internal_error')
  expect(codeOf(lostConnection({}, new TypeError('network')))).toBe('internal_error')
})

test('an abort stays an abort, and a failure that is already named keeps its name', () => {
  const abort = new DOMException('stopped', 'AbortError')
  expect(lostConnection({}, abort)).toBe(abort)
  const named = new ApiError({ code: 'throttled', message: '…' })
  expect(lostConnection({}, named)).toBe(named)
})

test('a refusal is read from the body, and a body that is not ours is not shown', async () => {
  const ours = Response.json({ error: { code: 'forbidden_by_role', message: 'No.' } }, { status: 403 })
  expect((await refusalOf(ours)).code).toBe('forbidden_by_role')
  const page = new Response('<html>gateway at 10.0.0.7</html>', { status: 502 })
  expect(JSON.stringify(await refusalOf(page))).not.toContain('10.0.0.7')
})

test('the claims of a challenge are read in both forms of base64, and nothing is made of what is neither', () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1??>>"}}}'
  const challenge = (encoded: string) =>
    challengeOf(
      new Response(null, {
        status: 401,
        headers: { 'WWW-Authenticate': `Bearer error="insufficient_claims", claims="${encoded}"` },
      }),
    )
  expect(challenge(btoa(claims))).toBe(claims)
  expect(challenge(Buffer.from(claims).toString('base64url'))).toBe(claims)
  expect(challenge('%%%')).toBeUndefined()
  expect(challengeOf(new Response(null, { status: 401 }))).toBeUndefined()
})
