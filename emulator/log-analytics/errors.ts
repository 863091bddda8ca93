import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** What went wrong, with what made it go wrong inside. */
export interface LogsErrorInfo {
  code: string
  message: string
  /** From 1, in the query's text. */
  line?: number
  pos?: number
  innererror?: LogsErrorInfo
}

/** A refusal in the words of the Log Analytics query API. @see https://learn.microsoft.com/azure/azure-monitor/logs/api/errors */
export class LogsError extends Error {
  readonly status: ContentfulStatusCode
  readonly info: LogsErrorInfo
  readonly headers: Record<string, string>

  constructor(status: ContentfulStatusCode, info: LogsErrorInfo, headers: Record<string, string> = {}) {
    super(info.message)
    this.status = status
    this.info = info
    this.headers = headers
  }
}

const invalidProperties = 'The request had some invalid properties'

/** The request itself is wrong. */
export function badArgument(message: string): LogsError {
  return new LogsError(400, {
    code: 'BadArgumentError',
    message: invalidProperties,
    innererror: { code: 'ValidationError', message },
  })
}

/** The query is wrong. @param place line and column, from 1 */
export function badQuery(code: string, message: string, place: { line: number; column: number }): LogsError {
  const where = { line: place.line, pos: place.column }
  const serviceCode = code === 'SyntaxError' ? 'SYN0002' : 'SEM0100'
  return new LogsError(400, {
    code: 'BadArgumentError',
    message: invalidProperties,
    innererror: {
      code,
      message: `${message} [line:position=${place.line}:${place.column}]`,
      ...where,
      innererror: { code: serviceCode, message, ...where },
    },
  })
}

export function pathNotFound(): LogsError {
  return new LogsError(404, { code: 'PathNotFoundError', message: 'The requested path does not exist' })
}

export function insufficientAccess(): LogsError {
  return new LogsError(403, {
    code: 'InsufficientAccessError',
    message: 'The provided credentials have insufficient access to perform the requested operation',
  })
}

export function throttled(message: string, retryAfterSeconds: number): LogsError {
  return new LogsError(429, { code: 'ThrottledError', message }, { 'Retry-After': String(retryAfterSeconds) })
}
