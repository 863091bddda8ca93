import { z } from 'zod'
import { badRequest, parse } from './objects.ts'

const mostRequests = 20

const Batch = z.object({
  requests: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      url: z.string().startsWith('/'),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.unknown().optional(),
    }),
  ),
})

/**
 * Up to 20 requests in one, each with an answer of its own, by the caller of the batch.
 * @param answer answers one request by its method, path after the version, headers and body
 * @see https://learn.microsoft.com/graph/json-batching
 */
export async function batch(
  body: unknown,
  answer: (method: string, path: string, headers: Headers, body: unknown) => Promise<Response>,
) {
  const { requests } = parse(Batch, body)
  if (requests.length > mostRequests) {
    throw badRequest(`A batch holds at most ${mostRequests} requests, not ${requests.length}.`)
  }
  if (new Set(requests.map(({ id }) => id)).size < requests.length) {
    throw badRequest('Every request of a batch has an id of its own.')
  }
  const responses = await Promise.all(
    requests.map(async (one) => {
      const response = await answer(one.method.toUpperCase(), one.url, new Headers(one.headers), one.body)
      const headers = { 'Content-Type': 'application/json' }
      return { id: one.id, status: response.status, headers, body: (await response.json()) as unknown } // our own answer
    }),
  )
  return { responses }
}
