import 'server-only'
import type { Problem } from '../domain/problem.ts'

/** A failure in the words of the API: it ends a request, and `lib/server/respond.ts` answers it. */
export class ProblemError extends Error {
  readonly problem: Problem
  /** The claims that the next token must carry, as JSON, for `insufficient_claims`. */
  readonly claims: string | undefined
  /** An HTTP status that differs from the one that the code stands for. */
  readonly status: number | undefined

  constructor(problem: Problem, options: { claims?: string; status?: number; cause?: unknown } = {}) {
    super(problem.code, { cause: options.cause })
    this.name = 'ProblemError'
    this.problem = problem
    this.claims = options.claims
    this.status = options.status
  }
}
