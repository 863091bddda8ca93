import 'server-only'
import type { AzureContext } from './context.ts'
import { ProblemError } from './problem-error.ts'

/** Ends what nobody waits for any more. @throws a problem that reaches the log alone */
export function stopIfClientIsGone(azure: Pick<AzureContext, 'signal'> | undefined): void {
  if (azure?.signal.aborted) throw clientGone()
}

/** The problem of a request whose browser no longer waits; the log alone sees it. */
export function clientGone(): ProblemError {
  return new ProblemError({ code: 'timed_out', message: 'The request was ended before Azure had answered.' })
}
