import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** A refusal in Key Vault's words. The service turns it into the answer and the audit row. */
export class KeyVaultError extends Error {
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly innerCode: string | undefined

  constructor(status: ContentfulStatusCode, code: string, message: string, innerCode?: string) {
    super(message)
    this.status = status
    this.code = code
    this.innerCode = innerCode
  }

  /** https://learn.microsoft.com/rest/api/keyvault: `KeyVaultError` */
  get body() {
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(this.innerCode && { innererror: { code: this.innerCode } }),
      },
    }
  }
}

export interface ArmErrorDetail {
  code: string
  message: string
  /** Where a query is wrong; the place counts from 0, the line from 1. */
  line?: number
  characterPositionInLine?: number
  token?: string
}

/** A refusal in Resource Manager's words. */
export class ArmError extends Error {
  readonly status: ContentfulStatusCode
  readonly code: string
  readonly details: ArmErrorDetail[]

  constructor(status: ContentfulStatusCode, code: string, message: string, details: ArmErrorDetail[] = []) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
  }

  /** https://github.com/cloud-and-ai-microsoft/resource-provider-contract/blob/master/v1.0/common-api-details.md */
  get body() {
    return {
      error: { code: this.code, message: this.message, ...(this.details.length > 0 && { details: this.details }) },
    }
  }
}

/** A refusal in Microsoft Graph's words. @see https://learn.microsoft.com/graph/errors */
export class GraphError extends Error {
  readonly status: ContentfulStatusCode
  readonly code: string

  constructor(status: ContentfulStatusCode, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }

  bodyOf(requestId: string, clientRequestId: string) {
    const date = new Date().toISOString().replace(/\.\d+Z$/, '')
    const innerError = { date, 'request-id': requestId, 'client-request-id': clientRequestId }
    return { error: { code: this.code, message: this.message, innerError } }
  }
}

/** The one answer for what Azure can do and the emulator cannot (yet): never a made-up success. */
export function notImplementedMessage(operationName: string): string {
  return `The emulator does not implement the operation '${operationName}'.`
}
