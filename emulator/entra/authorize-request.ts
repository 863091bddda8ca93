import type { Emulator } from '../emulator.ts'
import type { Account } from '../state.ts'
import { AadstsError } from './aadsts.ts'
import { type ClaimsRequest, parseClaimsRequest } from './claims-request.ts'
import { isRegisteredRedirectUri } from './redirect-uri.ts'
import { parseScopes, type RequestedScopes } from './scopes.ts'

type Prompt = 'none' | 'login' | 'select_account' | 'consent'

/** Where an answer may be sent: known before anything else, since an unknown address must never be redirected to. */
export interface ReplyAddress {
  redirectUri: string
  responseMode: 'fragment' | 'query'
  state: string | undefined
}

export interface AuthorizeRequest {
  clientId: string
  scope: string
  scopes: RequestedScopes
  prompt: Prompt | undefined
  /** The account of `login_hint`; undefined where none was given. */
  hinted: Account | undefined
  nonce: string | undefined
  codeChallenge: string | undefined
  claims: ClaimsRequest | undefined
}

/**
 * The part of a request whose faults are shown on a page of Entra's own.
 * @throws AadstsError
 */
export function parseReplyAddress(emulator: Emulator, query: URLSearchParams): ReplyAddress {
  const { application } = emulator.state
  const clientId = required(query, 'client_id')
  if (clientId !== application.clientId) throw new AadstsError('AADSTS700016', { detail: `Identifier: ${clientId}.` })
  const redirectUri = required(query, 'redirect_uri')
  if (!isRegisteredRedirectUri(application.redirectUris, redirectUri)) {
    throw new AadstsError('AADSTS50011', { detail: `Redirect URI: ${redirectUri}.` })
  }
  const responseMode = query.get('response_mode') ?? 'query'
  if (responseMode !== 'fragment' && responseMode !== 'query') {
    throw new AadstsError('AADSTS90023', { detail: `response_mode '${responseMode}' is not emulated.` })
  }
  return { redirectUri, responseMode, state: query.get('state') ?? undefined }
}

/**
 * The rest of the request, whose faults go back to the application.
 * @throws AadstsError
 */
export function parseAuthorizeRequest(emulator: Emulator, query: URLSearchParams): AuthorizeRequest {
  const responseType = required(query, 'response_type')
  if (responseType !== 'code') throw new AadstsError('AADSTS700051', { detail: `response_type '${responseType}'.` })
  const scope = required(query, 'scope')
  return {
    clientId: emulator.state.application.clientId,
    scope,
    scopes: parseScopes(emulator.state.application, scope),
    prompt: parsePrompt(query.get('prompt')),
    hinted: parseHint(emulator, query.get('login_hint')),
    nonce: query.get('nonce') ?? undefined,
    codeChallenge: parseCodeChallenge(query),
    claims: parseClaims(query.get('claims')),
  }
}

function parsePrompt(prompt: string | null): Prompt | undefined {
  if (!prompt) return undefined
  if (prompt === 'none' || prompt === 'login' || prompt === 'select_account' || prompt === 'consent') return prompt
  throw new AadstsError('AADSTS90023', { detail: `prompt '${prompt}' is not emulated.` })
}

function parseHint(emulator: Emulator, hint: string | null): Account | undefined {
  if (!hint) return undefined
  const account = emulator.state.accounts.find((one) => one.userPrincipalName === hint.toLowerCase())
  if (!account) throw new AadstsError('AADSTS50034', { detail: `Account: ${hint}.` })
  return account
}

function parseCodeChallenge(query: URLSearchParams): string | undefined {
  const challenge = query.get('code_challenge')
  if (challenge === null) return undefined
  const method = query.get('code_challenge_method') ?? 'plain'
  if (method !== 'S256') {
    throw new AadstsError('AADSTS9002313', { detail: `code_challenge_method '${method}' is refused; use S256.` })
  }
  if (!/^[\w-]{43}$/.test(challenge)) {
    throw new AadstsError('AADSTS9002313', { detail: 'The code_challenge is not a SHA-256 hash in base64url.' })
  }
  return challenge
}

function parseClaims(text: string | null): ClaimsRequest | undefined {
  if (!text) return undefined
  const claims = parseClaimsRequest(text)
  if (!claims) throw new AadstsError('AADSTS9002313', { detail: 'The claims parameter is not a JSON object.' })
  return claims
}

function required(query: URLSearchParams, name: string): string {
  const value = query.get(name)
  if (!value) throw new AadstsError('AADSTS90014', { detail: `The required field '${name}' is missing.` })
  return value
}
