import 'server-only'
import { json } from './respond.ts'

/** Handlers for the methods that an address does not have. Without them Next answers 405 with no body. */
export function methodNotAllowed(...allowed: ('GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE')[]) {
  const allow = ['OPTIONS', ...(allowed.includes('GET') ? ['HEAD'] : []), ...allowed].join(', ')
  const refuse = () =>
    json(
      { error: { code: 'invalid_request', message: `This address answers ${allowed.join(', ')} only.` } },
      { status: 405, headers: { allow } },
    )
  const tell = () => new Response(null, { status: 204, headers: { allow, 'cache-control': 'no-store' } })
  return { GET: refuse, HEAD: refuse, PUT: refuse, POST: refuse, PATCH: refuse, DELETE: refuse, OPTIONS: tell }
}
