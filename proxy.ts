import { type NextRequest, NextResponse } from 'next/server'
import { signInOrigins } from './lib/server/client-config.ts'
import { contentSecurityPolicy } from './lib/server/content-security-policy.ts'

/**
 * Gives each page its Content Security Policy, and refuses an address that cannot be decoded: Next would answer 500 and
 * log a stack. It decides nothing about access: every API route does that itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname } = request.nextUrl
  if (!isDecodable(pathname)) return notAnAddress()
  if (/^\/api(\/|$)/.test(pathname)) return NextResponse.next()
  const nonce = crypto.randomUUID()
  const policy = contentSecurityPolicy({
    nonce,
    connectOrigins: signInOrigins(),
    // biome-ignore lint/style/noProcessEnv: the bundler replaces this with the kind of build it makes
    isDevelopment: process.env.NODE_ENV === 'development',
  })
  // Next reads the nonce from the request's own policy header and puts it on its scripts.
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname)
    return true
  } catch {
    return false
  }
}

function notAnAddress(): NextResponse {
  const error = { code: 'invalid_request', message: 'The address holds a percent sign that encodes nothing.' }
  return NextResponse.json(
    { error },
    { status: 400, headers: { 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'" } },
  )
}

/**
 * Every page, whatever its headers say: Next's documented example leaves out requests that claim to be prefetches, and
 * answers those without a policy. The API and static files have their headers from next.config.ts; of the API only
 * addresses with a percent sign come here.
 */
export const config = { matcher: ['/((?!api/|api$|_next/static/).*)', '/api/(.*%.*)'] }
