import 'server-only'
import { isAmbiguous, problemOf } from './errors.ts'
import { ProblemError } from './problem-error.ts'

/**
 * The result of a write, with a failure that leaves its outcome open named as such. A write is never sent again
 * (docs/decisions/004): the reader looks first whether it happened.
 */
export async function unlessAmbiguous<T>(write: Promise<T>): Promise<T> {
  return write.catch((error: unknown) => {
    throw isAmbiguous(error) ? outcomeUnknown(error) : error
  })
}

/** The result of a write; where its answer was lost, what `look` finds, and `outcome_unknown` where that is undefined. */
export async function unlessLost<T>(write: Promise<T>, look: () => Promise<T | undefined | null>): Promise<T> {
  return write.catch(async (error: unknown) => {
    if (!isAmbiguous(error)) throw error
    const found = await look().catch(() => undefined)
    if (found === undefined) throw outcomeUnknown(error)
    return found as T // null where the write has no result
  })
}

/** A write whose answer was lost, with what Azure said last, if anything. */
export function outcomeUnknown(cause: unknown): ProblemError {
  const { azure } = problemOf(cause).problem
  return new ProblemError(
    {
      code: 'outcome_unknown',
      message: 'The answer to this write was lost: it may or may not have happened.',
      remedy: 'Reload and look before you try again. It was sent once and will not be sent again by itself.',
      ...(azure && { azure }),
    },
    { cause },
  )
}
