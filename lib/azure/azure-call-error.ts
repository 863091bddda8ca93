import 'server-only'
import { type PipelinePolicy, type PipelineResponse, RestError } from '@azure/core-rest-pipeline'

/** An answer of Azure that is not a success, in the one shape that errors.ts understands. */
export class AzureCallError extends Error {
  /** The name that the SDKs look for, for example when they wait for a deletion. */
  readonly statusCode: number
  readonly method: string
  /** Who answered, with the port where it is not the usual one. */
  readonly host: string
  readonly code: string | undefined
  readonly innerCode: string | undefined
  readonly azureMessage: string | undefined
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined
  /** Where and why a query cannot be understood, line and column from 1. */
  readonly queryFault: QueryFault | undefined
  /** The claims that a 401 asks for, as JSON. */
  readonly claims: string | undefined

  constructor(response: PipelineResponse) {
    super(`Azure answered ${response.status}.`)
    this.name = 'AzureCallError'
    const { code, innerCode, message, queryFault } = errorBody(response.bodyAsText)
    this.statusCode = response.status
    this.method = response.request.method
    this.host = URL.parse(response.request.url)?.host ?? ''
    this.code = code
    this.innerCode = innerCode
    this.azureMessage = message
    this.queryFault = queryFault
    this.requestId = requestIdOf(response)
    this.retryAfterSeconds = retryAfterSeconds(response)
    this.claims = challengedClaims(response.headers.get('www-authenticate'))
  }
}

/**
 * Turns every answer from 400 on into an AzureCallError, and one that is not JSON into an error of its own. The clients' own errors differ from one SDK to the next, and for
 * lists they leave out Azure's inner code and message.
 */
export function failurePolicy(): PipelinePolicy {
  return {
    name: 'strongroomFailure',
    async sendRequest(request, next) {
      const response = await next(request)
      if (response.status >= 400) throw new AzureCallError(response)
      const isJson = /\bjson\b/i.test(response.headers.get('content-type') ?? '')
      // A proxy's sign-in page, say: the SDKs would take it for a result without any fields.
      if (response.bodyAsText && !isJson) throw new RestError('Not JSON', { code: RestError.PARSE_ERROR })
      return response
    },
  }
}

export function requestIdOf(response: PipelineResponse): string | undefined {
  return response.headers.get('x-ms-request-id') ?? response.headers.get('x-ms-correlation-request-id')
}

/** Seconds that Azure asks to wait; undefined where it does not say. @see RFC 9110, section 10.2.3 */
export function retryAfterSeconds(response: PipelineResponse, nowMs = Date.now()): number | undefined {
  const milliseconds = Number(
    response.headers.get('x-ms-retry-after-ms') ?? response.headers.get('retry-after-ms') ?? NaN,
  )
  if (milliseconds >= 0) return milliseconds / 1000
  const header = response.headers.get('retry-after')
  if (!header) return undefined
  if (/^\d+$/.test(header)) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? undefined : Math.max(0, (at - nowMs) / 1000)
}

/** What Log Analytics says of a query that is wrong. */
export interface QueryFault {
  message: string
  line: number
  column: number
}

interface ErrorDetail {
  code?: unknown
  message?: unknown
  line?: unknown
  pos?: unknown
  innererror?: ErrorDetail
}

const maxMessageLength = 2_000

interface ErrorWords {
  code?: string
  innerCode?: string
  message?: string
  queryFault?: QueryFault
}

function errorBody(text: string | null | undefined): ErrorWords {
  try {
    const body: { error?: ErrorDetail } | undefined = JSON.parse(text ?? '')
    const error = body?.error
    const { code, message } = error ?? {}
    const innerCode = error?.innererror?.code
    const queryFault = faultIn(error)
    return {
      ...(queryFault && { queryFault }),
      ...(typeof code === 'string' && { code }),
      ...(typeof innerCode === 'string' && { innerCode }),
      ...(typeof message === 'string' && { message: message.slice(0, maxMessageLength) }),
    }
  } catch {
    // A proxy's page, or nothing: there are no words of Azure's to keep.
    return {}
  }
}

/** Log Analytics tells the place of a fault in the innermost of its errors. */
function faultIn(error: ErrorDetail | undefined, depth = 0): QueryFault | undefined {
  if (!error || depth > 5) return undefined
  const inner = faultIn(error.innererror, depth + 1)
  if (inner) return inner
  const { message, line, pos } = error
  if (typeof message !== 'string' || typeof line !== 'number' || typeof pos !== 'number') return undefined
  return { message: message.slice(0, maxMessageLength), line, column: pos }
}

function challengedClaims(header: string | undefined): string | undefined {
  if (!header || !/error="insufficient_claims"/i.test(header)) return undefined
  const encoded = /claims="([^"]+)"/i.exec(header)?.[1]
  return encoded && Buffer.from(encoded, 'base64').toString('utf8')
}
