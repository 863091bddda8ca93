const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

/**
 * Whether a request comes from a program on this machine and not from a web page: its Host is a loopback name (a page
 * that rebinds its own name to 127.0.0.1 sends that name), and where a browser says where it comes from, it is from here.
 */
export function isOwnRequest(headers: Headers): boolean {
  const host = headers.get('Host') ?? ''
  const origin = headers.get('Origin')
  const site = headers.get('Sec-Fetch-Site') ?? 'none'
  return (
    loopbackHost.test(host) &&
    (origin === null || origin.toLowerCase() === `http://${host.toLowerCase()}`) &&
    (site === 'none' || site === 'same-origin')
  )
}
