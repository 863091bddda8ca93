const loopbackHosts = new Set(['localhost', '127.0.0.1', '[::1]'])

export function isLoopbackOrigin(origin: string): boolean {
  const url = URL.parse(origin)
  return url !== null && url.protocol === 'http:' && loopbackHosts.has(url.hostname)
}

/**
 * Whether an application may be answered at this address. Everything but the port of a loopback address must be as
 * registered; there are no wildcards and no prefixes.
 * @see https://learn.microsoft.com/entra/identity-platform/reply-url#localhost-exceptions
 */
export function isRegisteredRedirectUri(registered: string[], candidate: string): boolean {
  const url = URL.parse(candidate)
  if (!url || url.hash || url.username || url.password) return false
  return registered.some((one) => withoutLoopbackPort(one) === withoutLoopbackPort(candidate))
}

function withoutLoopbackPort(uri: string): string | undefined {
  const url = URL.parse(uri)
  if (!url) return undefined
  if (isLoopbackOrigin(url.origin)) url.port = ''
  return url.href
}
