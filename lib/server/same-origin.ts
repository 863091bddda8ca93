import 'server-only'
import { ProblemError } from '../azure/problem-error.ts'

/**
 * Refuses a request that changes or reveals something when a browser says that another site's page sent it. The bearer
 * token already keeps such a page out; this holds if that ever fails. Tools send neither header and are let in.
 */
export function refuseCrossSite(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const isForeignSite = site !== null && site !== 'same-origin' && site !== 'none'
  if (isForeignSite || (origin !== null && !isOwnOrigin(origin, request))) {
    throw new ProblemError({ code: 'cross_site', message: 'This request came from a page of another site.' })
  }
}

/** The scheme is not compared: behind a proxy that ends TLS this server does not know it. */
function isOwnOrigin(origin: string, request: Request): boolean {
  // In a chain of proxies each adds the host it was asked for; the first is the one that the browser asked for.
  const forwarded = request.headers.get('x-forwarded-host')?.split(',')[0]?.trim()
  const host = forwarded || request.headers.get('host') || new URL(request.url).host
  return URL.parse(origin)?.host === host.toLowerCase()
}
