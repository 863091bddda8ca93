import type { Context } from 'hono'
import type * as z from 'zod'

/** A control request that is answered with sentences saying what is wrong with it, one per field. */
export class Refusal extends Error {
  readonly status: 400 | 415
  readonly sentences: string[]
  constructor(status: 400 | 415, sentences: string[]) {
    super(sentences.join(' '))
    this.status = status
    this.sentences = sentences
  }
}

/** @throws Refusal */
export async function parseBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const type = context.req.header('Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw new Refusal(415, ['Send JSON, with Content-Type: application/json.'])
  let body: unknown
  try {
    body = await context.req.json()
  } catch {
    throw new Refusal(400, ['The body is not JSON.'])
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw new Refusal(
    400,
    parsed.error.issues.map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)),
  )
}
