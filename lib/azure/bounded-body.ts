import 'server-only'
import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline'
import { ProblemError } from './problem-error.ts'

/** A page of 25 objects with all the tags that Azure allows is under 2 MB. */
const defaultMaxBytes = 8 * 1024 * 1024

/** Reads an answer as text up to a length, and hangs up on one that is longer. Goes after every policy that reads bodies. */
export function boundedBodyPolicy(maxBytes = defaultMaxBytes): PipelinePolicy {
  return {
    name: 'strongroomBoundedBody',
    async sendRequest(request, next) {
      request.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY])
      const { readableStreamBody, ...response } = await next(request)
      return { ...response, bodyAsText: readableStreamBody ? await textOf(readableStreamBody, maxBytes) : null }
    },
  }
}

function textOf(body: NodeJS.ReadableStream & { destroy?: () => void }, maxBytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    body.on('data', (chunk: Buffer) => {
      length += chunk.length
      if (length <= maxBytes) return chunks.push(chunk)
      reject(tooLong(maxBytes))
      return body.destroy?.()
    })
    body.once('end', () => resolve(Buffer.concat(chunks, length).toString('utf8')))
    // As the pipeline's own reader says it, which read-retry.ts knows.
    body.once('error', (error: Error) =>
      reject(error.name === 'AbortError' ? error : new RestError(error.message, { code: RestError.PARSE_ERROR })),
    )
  })
}

function tooLong(maxBytes: number): ProblemError {
  return new ProblemError({
    code: 'azure_error',
    message: `Azure’s answer was longer than ${maxBytes / 1024 / 1024} MB and was not read.`,
    remedy: 'Try again later.',
  })
}
