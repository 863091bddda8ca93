import 'server-only'
import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node'
import type { ErrorCode, Problem } from '../domain/problem.ts'
import { ProblemError } from './problem-error.ts'

interface Meaning {
  code: ErrorCode
  message: string
  remedy: string
}

const operator = 'Tell whoever runs Strongroom; docs/real-tenant.md describes the setting.'

/**
 * What a failed exchange means for the reader, by Entra's number.
 * @see https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
const meanings: Record<string, Meaning> = {
  '65001': {
    code: 'consent_required',
    message: 'Nobody has consented yet to Strongroom calling Azure on your behalf.',
    remedy: 'Ask an administrator of your tenant to grant admin consent to the Strongroom application.',
  },
  '50076': {
    code: 'conditional_access',
    message: 'Your organisation asks for multi-factor authentication before this.',
    remedy: 'Sign out, then sign in again with multi-factor authentication.',
  },
  '53003': {
    code: 'conditional_access',
    message: 'A Conditional Access policy of your organisation blocks this access.',
    remedy: 'Try from a compliant device or network, or give your administrator the correlation id below.',
  },
  '53000': {
    code: 'conditional_access',
    message: 'Your organisation allows this from a compliant device only.',
    remedy: 'Use a device that your organisation manages, or give your administrator the correlation id below.',
  },
  '50105': {
    code: 'conditional_access',
    message: 'You are not assigned to the Strongroom application.',
    remedy: 'Ask an administrator of your tenant to assign you to it.',
  },
  '500133': {
    code: 'unauthenticated',
    message: 'Your sign-in has expired.',
    remedy: 'Sign in again.',
  },
  '700024': {
    code: 'clock_skew',
    message: 'Entra ID refused this server’s own credential because its clock is wrong.',
    remedy: 'Set the clock of the machine that runs Strongroom.',
  },
  '7000215': {
    code: 'azure_error',
    message: 'Entra ID refused this server’s own client secret.',
    remedy: operator,
  },
  '7000222': { code: 'azure_error', message: 'This server’s own client secret has expired.', remedy: operator },
  '700027': { code: 'azure_error', message: 'Entra ID does not know this server’s certificate.', remedy: operator },
  '700016': { code: 'azure_error', message: 'Entra ID does not know this server’s application.', remedy: operator },
  '700021': {
    code: 'azure_error',
    message: 'Entra ID does not accept this server’s managed identity as a credential.',
    remedy: operator,
  },
  '500011': {
    code: 'azure_error',
    message: 'The Azure service is not known in your tenant.',
    remedy: operator,
  },
}

/** Numbers that mean the same as one above. */
const synonyms: Record<string, string> = {
  '65004': '65001',
  '650057': '65001',
  '50079': '50076',
  '50072': '50076',
  '50074': '50076',
  '50158': '50076',
  '53001': '53000',
  '53002': '53000',
  '53004': '53003',
  '530032': '53003',
  '530035': '53003',
  '50013': '500133',
  '50173': '500133',
  '50089': '500133',
  '70021': '700021',
  '7000216': '7000215',
}

/** MSAL's codes for an answer that did not come. */
const unreachable = new Set(['network_error', 'no_network_connectivity', 'request_timeout'])

/** A failure of MSAL or Entra ID in the API's words; undefined where the error is neither's. */
export function entraProblem(error: unknown): ProblemError | undefined {
  if (!(error instanceof AuthError)) return undefined
  const number = /AADSTS(\d+)/.exec(`${error.errorMessage} ${error.message}`)?.[1]
  const azure: Problem['azure'] = {
    ...(number ? { code: `AADSTS${number}` } : error.errorCode && { code: error.errorCode }),
    ...(error.subError && { innerCode: error.subError }),
    ...(number && { message: sentenceOf(error.errorMessage || error.message) }),
    ...(error.correlationId && { requestId: error.correlationId }),
  }
  const claims = error instanceof InteractionRequiredAuthError ? error.claims : ''
  const meaning = number ? meanings[synonyms[number] ?? number] : undefined
  if (claims) {
    return new ProblemError(
      {
        code: 'insufficient_claims',
        message: meaning?.message ?? 'Your organisation asks for more proof of who you are before this.',
        remedy: 'Confirm your sign-in.',
        azure,
      },
      { claims, cause: error },
    )
  }
  if (unreachable.has(error.errorCode)) {
    return new ProblemError(
      {
        code: 'azure_error',
        message: 'Entra ID could not be reached.',
        remedy: 'Try again; if it goes on, check the network between this server and Entra ID.',
        azure,
      },
      { cause: error },
    )
  }
  if (meaning) return new ProblemError({ ...meaning, azure }, { cause: error })
  return new ProblemError(
    {
      code: error instanceof InteractionRequiredAuthError ? 'unauthenticated' : 'azure_error',
      message: 'Entra ID did not give a token for this call.',
      remedy: 'Sign in again; if that does not help, give your administrator the code and id below.',
      azure,
    },
    { cause: error },
  )
}

/** Entra's sentence without MSAL's prefix and without the trace that follows it. */
function sentenceOf(text: string): string {
  const from = text.indexOf('AADSTS')
  return (
    text
      .slice(from)
      .split(/ Trace ID:/)[0]
      ?.slice(0, 500) ?? ''
  )
}
