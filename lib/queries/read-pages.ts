import type * as z from 'zod/mini'
import { ErrorBody } from '../domain/problem.ts'
import { ApiError } from './api-error.ts'
import { readLines } from './read-lines.ts'
import { unreadableAnswer } from './request-failures.ts'

/**
 * The pages of a streamed list: one JSON object per line, `{"done":true}` after the last, or `{"error":…}` where the list
 * broke off.
 *
 * @throws {ApiError} what the list broke off with; `truncated` when the body ends without either of the two.
 */
export async function* readPages<S extends z.ZodMiniType>(
  schema: S,
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<z.output<S>> {
  for await (const line of readLines(body)) {
    const message = parse(line)
    if (typeof message === 'object' && message !== null && 'done' in message && message.done === true) return
    const failure = ErrorBody.safeParse(message)
    if (failure.success) throw new ApiError(failure.data.error)
    const page = schema.safeParse(message)
    if (!page.success) throw unreadableAnswer({}, page.error)
    yield page.data
  }
  throw new ApiError({
    code: 'truncated',
    message: 'The connection ended before the list did, so rows may be missing.',
    remedy: 'Load the list again.',
  })
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw unreadableAnswer({}, cause)
  }
}
