import 'server-only'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { config } from '../config.ts'
import { requestIdOf } from './azure-call-error.ts'
import { currentScope } from './call-scope.ts'
import { stopIfClientIsGone } from './client-gone.ts'

/** A call to Azure that did not end in time. Whether it was applied is not known. */
export class CallTimeoutError extends Error {
  override name = 'CallTimeoutError'
}

interface CallLimits {
  timeoutMs?: number
  /** Methods that only read: `POST` too where a query travels in a body. */
  methods?: string[]
}

/**
 * Ends one attempt after a time, counting its body (the SDKs stop counting at the headers), and a read as soon as its
 * client goes away. A write that was begun is finished, so that its outcome is known. Notes Azure's id for the log.
 */
export function callLimitsPolicy({
  timeoutMs = config().limits.azureCallSeconds * 1000,
  methods = ['GET'],
}: CallLimits = {}): PipelinePolicy {
  return {
    name: 'strongroomCallLimits',
    async sendRequest(request, next) {
      const azure = currentScope()?.azure
      stopIfClientIsGone(azure)
      const own = request.abortSignal
      const timeout = AbortSignal.timeout(timeoutMs)
      const isRead = methods.includes(request.method)
      const signals = [own, isRead ? azure?.signal : undefined, timeout].filter((signal) => signal !== undefined)
      // The pipeline has wrapped every AbortSignalLike into a native one by now.
      request.abortSignal = AbortSignal.any(signals as AbortSignal[])
      try {
        const response = await next(request)
        const requestId = requestIdOf(response)
        if (requestId) azure?.azureRequestIds.push(requestId)
        return response
      } catch (error) {
        if (isRead) stopIfClientIsGone(azure)
        if (timeout.aborted) throw new CallTimeoutError('Azure did not answer in time.', { cause: error })
        throw error
      } finally {
        if (own) request.abortSignal = own
        else delete request.abortSignal
      }
    },
  }
}
