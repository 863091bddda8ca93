import { randomUUID } from 'node:crypto'

/**
 * Entra's errors: each code's OAuth error name, its suberror where it has one, and its first sentence.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const known = {
  AADSTS16000: ['interaction_required', 'Several accounts are signed in; select one.'],
  AADSTS28000: ['invalid_request', 'The input parameter scope names more than one resource.'],
  AADSTS50011: [
    'invalid_request',
    'The redirect URI specified in the request does not match the redirect URIs configured for the application.',
  ],
  AADSTS50013: ['invalid_grant', 'Assertion failed signature validation.'],
  AADSTS50034: ['invalid_request', 'The user account does not exist in the directory.'],
  AADSTS50058: [
    'login_required',
    'Session information is not sufficient for single-sign-on: a silent sign-in was requested but no user is signed in.',
  ],
  AADSTS50076: [
    'invalid_grant',
    'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the resource.',
    'basic_action',
  ],
  AADSTS50173: [
    'invalid_grant',
    'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
    'bad_token',
  ],
  AADSTS53003: [
    'invalid_grant',
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
    'message_only',
  ],
  AADSTS54005: [
    'invalid_grant',
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ],
  AADSTS65001: [
    'invalid_grant',
    'The user or administrator has not consented to use the application. Send an interactive authorization request for this user and resource.',
    'consent_required',
  ],
  AADSTS65004: ['access_denied', 'User declined to consent to access the app.', 'cancel'],
  AADSTS70000: ['invalid_grant', 'The provided value for the grant is not valid.'],
  AADSTS70003: ['unsupported_grant_type', 'The app requested an unsupported grant type.'],
  AADSTS70008: ['invalid_grant', 'The provided authorization code or refresh token has expired.'],
  AADSTS70011: ['invalid_scope', 'The provided value for the input parameter scope is not valid.'],
  AADSTS70021: ['invalid_client', 'No matching federated identity record found for presented assertion.'],
  AADSTS90002: ['invalid_request', 'Tenant not found.'],
  AADSTS90014: ['invalid_request', 'A required field is missing from the request.'],
  AADSTS90023: ['invalid_request', 'Invalid STS request: a parameter has a value that is not supported.'],
  AADSTS500011: [
    'invalid_resource',
    'The resource principal was not found in the tenant. This can happen if the application has not been installed by the administrator of the tenant.',
  ],
  AADSTS500112: [
    'invalid_client',
    'The reply address does not match the reply address provided when requesting Authorization code.',
  ],
  AADSTS500131: ['invalid_grant', 'Assertion audience does not match the Client app presenting the assertion.'],
  AADSTS500133: [
    'invalid_grant',
    'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.',
  ],
  AADSTS501481: [
    'invalid_grant',
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  AADSTS650053: ['invalid_client', "The application asked for a scope that doesn't exist on the resource."],
  AADSTS700016: [
    'unauthorized_client',
    'Application with the given identifier was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant.',
  ],
  AADSTS700024: ['invalid_client', 'Client assertion is not within its valid time range.'],
  AADSTS700027: [
    'invalid_client',
    'The certificate with identifier used to sign the client assertion is not registered on application.',
  ],
  AADSTS700051: ['unsupported_response_type', 'The response_type is not enabled for the application.'],
  AADSTS700084: [
    'invalid_grant',
    "The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which can't be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page.",
  ],
  AADSTS900561: ['invalid_request', 'The endpoint only accepts POST requests.'],
  AADSTS1002012: [
    'invalid_scope',
    'The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  ],
  AADSTS7000215: [
    'invalid_client',
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.',
  ],
  AADSTS7000218: [
    'invalid_client',
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  AADSTS9002313: ['invalid_request', 'Invalid request. Request is malformed or invalid.'],
  AADSTS9002325: [
    'invalid_request',
    'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
  ],
  AADSTS9002326: [
    'invalid_request',
    "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
  ],
} satisfies Record<string, [error: string, message: string, suberror?: string]>

export type AadstsCode = keyof typeof known
export const aadstsCodes = Object.keys(known)

export interface AadstsDetail {
  /** Appended to the code's own sentence: which value was wrong. */
  detail?: string
  /** JSON of what the next sign-in must carry. */
  claims?: string
  /** Where Entra gives one code under several OAuth names. */
  error?: string
}

/** Any failure of the emulated Entra, on its way to the token endpoint's body, a redirect or the error page. */
export class AadstsError extends Error {
  readonly code: AadstsCode
  /** OAuth's name of the error, for example `invalid_grant`. */
  readonly error: string
  readonly suberror: string | undefined
  readonly claims: string | undefined

  constructor(code: AadstsCode, { detail, claims, error: oauthName }: AadstsDetail = {}) {
    const [error, message, suberror]: [error: string, message: string, suberror?: string] = known[code]
    super(`${code}: ${message}${detail ? ` ${detail}` : ''}`)
    this.code = code
    this.error = oauthName ?? error
    this.suberror = suberror
    this.claims = claims
  }

  /** Entra answers 401 when it is the client itself that was not believed. */
  get status(): 400 | 401 {
    return this.error === 'invalid_client' || this.code === 'AADSTS700016' ? 401 : 400
  }
}

export function isAadstsCode(text: string): text is AadstsCode {
  return Object.hasOwn(known, text)
}

/** The JSON that the token endpoint answers. */
export function aadstsBody(error: AadstsError, correlationId: string = randomUUID()) {
  const traceId = randomUUID()
  const timestamp = `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`
  const number = Number(error.code.slice('AADSTS'.length))
  return {
    error: error.error,
    error_description: `${error.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [number],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.emulator.test/error?code=${number}`,
    ...(error.suberror && { suberror: error.suberror }),
    ...(error.claims && { claims: error.claims }),
  }
}
