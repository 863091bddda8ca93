import 'server-only'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'

/** The error after the tables, which ends the answer. No quote within a text could begin it: it would be escaped. */
const lastError = /,\s*"error"\s*:\s*(\{[\s\S]*\})\s*\}\s*$/
/** An error is shorter than this. */
const tailLength = 20_000

interface Nested {
  message?: unknown
  innererror?: Nested
}

/**
 * Puts the innermost words for a cut result where the client keeps them: of an error's details it takes the message alone,
 * and that says only that something went wrong.
 */
export function partialReasonPolicy(): PipelinePolicy {
  return {
    name: 'strongroomPartialReason',
    async sendRequest(request, next) {
      const response = await next(request)
      const text = response.bodyAsText
      if (response.status === 200 && text) response.bodyAsText = withReason(text)
      return response
    },
  }
}

function withReason(text: string): string {
  const start = Math.max(0, text.length - tailLength)
  const found = lastError.exec(text.slice(start))
  if (!found?.[1]) return text
  try {
    const error: { details?: Nested[] } = JSON.parse(found[1])
    const details = error.details?.map((detail) => ({ ...detail, message: innermost(detail) }))
    return `${text.slice(0, start + found.index)},"error":${JSON.stringify({ ...error, details })}}`
  } catch {
    return text
  }
}

function innermost({ message, innererror }: Nested): unknown {
  return innererror ? innermost(innererror) : message
}
