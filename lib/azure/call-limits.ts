import 'server-only'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { requestIdOf } from './azure-call-error.ts'
import { currentScope } from './call-scope.ts'

const callTimeoutMs = 30_000

/** A call to Azure that did not end in time. Whether it was applied is not known. */
export class CallTimeoutError extends Error {
  override name = 'CallTimeoutError'
}

/**
 * Ends one attempt after a time, counting its body (the SDKs stop counting at the headers), or as soon as the request
 * that it serves is aborted. Notes Azure's id of the call for the log.
 */
export function callLimitsPolicy(timeoutMs = callTimeoutMs): PipelinePolicy {
  return {
    name: 'strongroomCallLimits',
    async sendRequest(request, next) {
      const azure = currentScope()?.azure
      const own = request.abortSignal
      const timeout = AbortSignal.timeout(timeoutMs)
      const signals = [own, azure?.signal, timeout].filter((signal) => signal !== undefined)
      // The pipeline has wrapped every AbortSignalLike into a native one by now.
      request.abortSignal = AbortSignal.any(signals as AbortSignal[])
      try {
        const response = await next(request)
        const requestId = requestIdOf(response)
        if (requestId) azure?.azureRequestIds.push(requestId)
        return response
      } catch (error) {
        azure?.signal.throwIfAborted()
        if (timeout.aborted) throw new CallTimeoutError('Azure did not answer in time.', { cause: error })
        throw error
      } finally {
        if (own) request.abortSignal = own
        else delete request.abortSignal
      }
    },
  }
}
