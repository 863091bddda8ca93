import 'server-only'

/**
 * The Content Security Policy of a page. Scripts run by nonce alone, and what they load runs by `strict-dynamic`.
 * @param connectOrigins where a page may connect to beside its own origin: where it signs in
 * @param isDevelopment React's development build evaluates code and the bundler keeps a socket open
 */
export function contentSecurityPolicy(options: {
  nonce: string
  connectOrigins: string[]
  isDevelopment: boolean
}): string {
  const { nonce, connectOrigins, isDevelopment } = options
  const connect = ["'self'", ...connectOrigins, ...(isDevelopment ? ['ws:'] : [])]
  const directives = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    // The virtualised tables place their rows with style attributes, which cannot carry a nonce.
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${connect.join(' ')}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    // Next's development client writes markup; the production one does not.
    ...(isDevelopment ? [] : ["require-trusted-types-for 'script'", 'trusted-types default nextjs']),
  ]
  return directives.join('; ')
}
