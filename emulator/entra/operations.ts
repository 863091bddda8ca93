const grantOperations = {
  authorization_code: 'TokenAuthorizationCode',
  refresh_token: 'TokenRefresh',
  'urn:ietf:params:oauth:grant-type:jwt-bearer': 'TokenOnBehalfOf',
  client_credentials: 'TokenClientCredentials',
} as const

export type EntraOperationName = (typeof grantOperations)[keyof typeof grantOperations] | 'SigningKeys'

/** The name a call to Entra is counted under; undefined for pages and metadata, which are not. */
export function entraOperationName(
  method: string,
  path: string,
  grantType: string | null,
): EntraOperationName | undefined {
  if (method === 'GET' && path.endsWith('/discovery/v2.0/keys')) return 'SigningKeys'
  if (method !== 'POST' || !path.endsWith('/oauth2/v2.0/token') || grantType === null) return undefined
  return Object.hasOwn(grantOperations, grantType)
    ? grantOperations[grantType as keyof typeof grantOperations] // an own key of that table, just checked
    : undefined
}
