import 'server-only'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { currentScope } from './call-scope.ts'
import { ProblemError } from './problem-error.ts'

/**
 * Sends nothing to any host but one. The SDKs follow a page's `nextLink` to whatever host it names and take the person's
 * token along; this runs after every other policy, on each attempt, with the address that would be dialled.
 */
export function pinHostPolicy(host: string): PipelinePolicy {
  return {
    name: 'strongroomPinHost',
    sendRequest(request, next) {
      const url = new URL(request.url)
      if (url.protocol !== 'https:' || url.host !== host || url.username || url.password) {
        throw new ProblemError({
          code: 'azure_error',
          message: 'Azure’s answer pointed to another host than its own, and nothing was sent there.',
          remedy: 'Tell your administrator: this should never happen.',
          subject: host,
        })
      }
      return next(request)
    },
  }
}

/** Ends a listing whose `nextLink` leads back to a page it has already seen; it would never end by itself. */
export function pageLoopPolicy(): PipelinePolicy {
  return {
    name: 'strongroomPageLoop',
    sendRequest(request, next) {
      const visited = currentScope()?.visitedPages
      if (visited?.has(request.url)) {
        throw new ProblemError({
          code: 'truncated',
          message: 'The list is not complete: Azure’s next page led back to one that was already read.',
          remedy: 'Try again later.',
        })
      }
      visited?.add(request.url)
      return next(request)
    },
  }
}
