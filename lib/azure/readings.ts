import 'server-only'
import { ProblemError } from './problem-error.ts'

/** Readings over many vaults that run now, by person. */
const running = new Map<string, number>()
const mostPerPerson = 2
const mostOfAll = 32

/** Counts a reading over many vaults in. @returns what to call at its end @throws rate_limited */
export function beginReading(objectId: string): () => void {
  const own = running.get(objectId) ?? 0
  if (own >= mostPerPerson) {
    throw new ProblemError({
      code: 'rate_limited',
      message: `You already read all vaults ${mostPerPerson} times at once.`,
      remedy: 'Wait until one of them ends, or close the other tab.',
      retryAfterSeconds: 10,
    })
  }
  let all = 0
  for (const count of running.values()) all += count
  if (all >= mostOfAll) {
    throw new ProblemError(
      {
        code: 'rate_limited',
        message: 'Too many people read all vaults at this moment.',
        remedy: 'Wait a moment.',
        retryAfterSeconds: 10,
      },
      { status: 503 },
    )
  }
  running.set(objectId, own + 1)
  return () => {
    const left = (running.get(objectId) ?? 1) - 1
    if (left > 0) running.set(objectId, left)
    else running.delete(objectId)
  }
}
