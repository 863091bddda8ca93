import type { ErrorCode, Problem } from '../domain/problem.ts'

/** Any way in which a call of our API did not end well. Pages show the problem and switch on its code. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options)
    this.problem = problem
  }

  get code(): ErrorCode {
    return this.problem.code
  }
}
