import { ErrorBody, type Problem } from '../domain/problem.ts'
import { ApiError } from './api-error.ts'

interface Sent {
  method?: string | undefined
  changesNothing?: true | undefined
}

const isWrite = ({ method, changesNothing }: Sent) => !changesNothing && method !== undefined && method !== 'GET'

/** No answer, or half of one: after a write nobody knows whether it was made. Aborts pass through as they are. */
export function lostConnection(request: Sent, cause: unknown): unknown {
  if (cause instanceof ApiError) return cause
  if (cause instanceof DOMException && cause.name === 'AbortError') return cause
  return new ApiError(
    isWrite(request)
      ? {
          code: 'outcome_unknown',
          message: 'The connection was lost before the answer came, so it is not known whether the change was made.',
          remedy: 'Look at the versions before you try again.',
        }
      : {
          code: 'internal_error',
          message: 'The Strongroom server did not answer.',
          remedy: 'Check your connection, then try again.',
        },
    { cause },
  )
}

/** An answer that came whole and says nothing that this page understands. */
export function unreadableAnswer(request: Sent, cause: unknown): ApiError {
  return new ApiError(
    {
      code: isWrite(request) ? 'outcome_unknown' : 'internal_error',
      message: 'The server’s answer could not be read by this page.',
      remedy: 'Reload the page: the server may have been updated since you opened it.',
    },
    { cause },
  )
}

/** No token for the call. */
export function notSignedIn(cause: unknown): ApiError {
  return new ApiError(
    {
      code: 'unauthenticated',
      message: 'No token could be got from Entra for this session.',
      remedy: 'Check your connection and try again. If it stays, sign out and in again.',
    },
    { cause },
  )
}

/** What the server says in an answer that is not 2xx. */
export async function refusalOf(response: Response): Promise<Problem> {
  const body = ErrorBody.safeParse(await response.json().catch(() => null))
  if (body.success) return body.data.error
  return {
    code: 'internal_error',
    message: `The server answered ${response.status} without saying why.`,
    remedy: 'Try again. If it stays, the log of the Strongroom server says more.',
  }
}

/** The claims of a challenge, base64 in the header as Entra itself sends them. */
export function challengeOf(response: Response): string | undefined {
  const encoded = /claims="([^"]+)"/.exec(response.headers.get('WWW-Authenticate') ?? '')?.[1]
  if (!encoded) return undefined
  try {
    return atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return undefined
  }
}
