import 'server-only'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'

/** In the shape by which the SDKs' pollers recognise "it is there, and you may not read it". */
class ReadLeftOutError extends Error {
  override name = 'ReadLeftOutError'
  readonly statusCode = 403
}

/**
 * Answers a client's reads itself, with a refusal. The SDKs' recovery reads the object before and after it asks for the
 * recovery: for a secret that is a read of its value, under the person's name in the vault's log, which nobody asked for
 * (docs/decisions/006); and an object that is there already would pass for a recovered one.
 */
export function withoutReadsPolicy(): PipelinePolicy {
  return {
    name: 'strongroomWithoutReads',
    async sendRequest(request, next) {
      if (request.method === 'GET') throw new ReadLeftOutError('Reads are left out here.')
      return next(request)
    },
  }
}
