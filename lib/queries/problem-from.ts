import type { Problem } from '../domain/problem.ts'
import { ApiError } from './api-error.ts'

/** What a page shows for whatever a call of our API threw. A text that is not ours is never shown. */
export function problemFrom(error: unknown): Problem {
  if (error instanceof ApiError) return error.problem
  return {
    code: 'internal_error',
    message: 'This page met an error that it did not expect.',
    remedy: 'Reload the page and try again.',
  }
}
