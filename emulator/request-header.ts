import type { Context } from 'hono'
import type { Call } from './call.ts'

/**
 * A header of a request, from Node's own reading of it where there is one: to put all of them into a `Headers` costs as
 * much as the rest of a short call.
 * @param name in lower case
 */
export function requestHeader(context: Context<{ Bindings: Call }>, name: string): string | undefined {
  const headers = context.env?.incoming?.headers
  return headers ? headers[name]?.toString() : context.req.header(name)
}
