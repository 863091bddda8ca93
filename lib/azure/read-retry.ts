import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import {
  isRestError,
  type PipelinePolicy,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline'
import { retryAfterSeconds } from './azure-call-error.ts'
import { currentScope } from './call-scope.ts'

export interface ReadRetryOptions {
  /** Methods that only read: `POST` too where a query travels in a body. Nothing else is ever sent twice. */
  methods?: string[]
  tries?: number
  /** Begins no wait that would end later than this after the first try. */
  deadlineMs?: number
  baseMs?: number
  capMs?: number
  /** Told of each wait before a further try. */
  pausing?: (pause: Promise<void>) => Promise<void>
}

const retriedStatuses = new Set([429, 500, 502, 503, 504])
const connectionErrors = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'REQUEST_SEND_ERROR', 'PARSE_ERROR'])

/**
 * Repeats a read that failed for a passing reason. The SDKs' own retries are off: they repeat writes, which makes two
 * versions out of one, and do not repeat a 429 without Retry-After (docs/decisions/004).
 */
export function readRetryPolicy(options: ReadRetryOptions = {}): PipelinePolicy {
  const { methods = ['GET'], tries = 4, deadlineMs = 30_000, baseMs = 400, capMs = 5_000, pausing } = options
  return {
    name: 'strongroomReadRetry',
    async sendRequest(request, next) {
      if (!methods.includes(request.method)) return next(request)
      const deadlineAt = Date.now() + deadlineMs
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await attemptOf(request, next)
        if (!outcome.isTransient || attempt === tries) return settle(outcome)
        // Full jitter: many readers of one vault must not come back at the same moment.
        const backoffMs = Math.random() * Math.min(capMs, baseMs * 2 ** attempt)
        const waitMs = outcome.retryAfterMs ?? backoffMs
        if (Date.now() + waitMs > deadlineAt) return settle(outcome)
        const signal = currentScope()?.azure.signal
        const pause = wait(waitMs, undefined, signal && { signal })
        await (pausing?.(pause) ?? pause)
      }
    },
  }
}

type Outcome = { isTransient: boolean; retryAfterMs?: number } & ({ response: PipelineResponse } | { error: unknown })

async function attemptOf(
  request: PipelineRequest,
  next: (request: PipelineRequest) => Promise<PipelineResponse>,
): Promise<Outcome> {
  try {
    const response = await next(request)
    const seconds = retryAfterSeconds(response)
    return {
      response,
      isTransient: retriedStatuses.has(response.status),
      ...(seconds !== undefined && { retryAfterMs: seconds * 1000 }),
    }
  } catch (error) {
    return { error, isTransient: isRestError(error) && connectionErrors.has(error.code ?? '') }
  }
}

function settle(outcome: Outcome): PipelineResponse {
  if ('error' in outcome) throw outcome.error
  return outcome.response
}
