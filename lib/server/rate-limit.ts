import 'server-only'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { ProblemError } from '../azure/problem-error.ts'
import { config } from '../config.ts'

/** What one person may do in a minute is counted by person, not by address: an office shares one address. */
export type LimitedAction = 'reveals' | 'writes'

const limiters = new Map<LimitedAction, RateLimiterMemory>()

function limiterOf(action: LimitedAction): RateLimiterMemory {
  const { revealsPerMinute, writesPerMinute } = config().limits
  const points = action === 'reveals' ? revealsPerMinute : writesPerMinute
  const limiter = limiters.get(action) ?? new RateLimiterMemory({ keyPrefix: action, points, duration: 60 })
  limiters.set(action, limiter)
  return limiter
}

/** Counts an action of a person. @throws rate_limited with the seconds to wait; nothing was done then */
export async function countAction(objectId: string, action: LimitedAction, times = 1): Promise<void> {
  try {
    await limiterOf(action).consume(objectId, times)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new ProblemError({
      code: 'rate_limited',
      message:
        action === 'reveals'
          ? 'You reveal secrets or use keys too often in a minute.'
          : 'You change too much in a minute.',
      remedy: 'Wait a moment.',
      retryAfterSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)),
    })
  }
}
