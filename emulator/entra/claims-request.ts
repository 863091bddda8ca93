import type { JWTPayload } from 'jose'

/**
 * What a claims challenge asks of the next access token, in OpenID Connect's `claims` shape.
 * @see https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export interface ClaimsRequest {
  access_token?: Record<string, RequestedClaim | null>
}

interface RequestedClaim {
  essential?: boolean
  value?: string
  values?: string[]
}

/** `xms_cc` tells what the client can handle; it asks nothing of the person, so any sign-in satisfies it. */
const clientCapabilities = 'xms_cc'

/**
 * Reads a `claims` parameter.
 * @returns undefined when it is not a JSON object
 */
export function parseClaimsRequest(text: string): ClaimsRequest | undefined {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

/** The claims that a fresh sign-in writes into a token to satisfy a request. */
export function claimsToGrant(request: ClaimsRequest | undefined, nowSeconds: number): JWTPayload {
  const granted: JWTPayload = {}
  for (const [name, asked] of Object.entries(request?.access_token ?? {})) {
    const values = asked?.values ?? (asked?.value === undefined ? [] : [asked.value])
    if (name === 'nbf') granted.nbf = Math.max(nowSeconds, Number(values[0]) || 0)
    else if (values.length > 0) granted[name] = name === clientCapabilities || name === 'acrs' ? values : values[0]
  }
  return granted
}

/** Whether a token carries what a challenge asked. A claim asked without a value is a wish, not a demand. */
export function satisfiesClaims(claims: JWTPayload, request: ClaimsRequest | undefined): boolean {
  return Object.entries(request?.access_token ?? {}).every(([name, asked]) => {
    if (name === clientCapabilities) return true
    const values = asked?.values ?? (asked?.value === undefined ? undefined : [asked.value])
    const held = claims[name]
    // A continuous-access-evaluation event asks for a token issued after it, not for that very moment.
    if (name === 'nbf') return Number(claims.iat) >= Number(values?.[0] ?? 0)
    if (!values) return true
    return [held].flat().some((one) => values.includes(String(one)))
  })
}
