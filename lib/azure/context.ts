import 'server-only'

/** The person that a request acts for, read from their verified token. */
export interface Caller {
  objectId: string
  tenantId: string
  userPrincipalName: string
  displayName: string
}

/** What every function of lib/azure takes first: on whose behalf, and until when. One per request. */
export interface AzureContext {
  caller: Caller
  /** The caller's token for our API, exchanged for Azure's. Never logged, never answered. */
  assertion: string
  /** sha256 of the assertion: the key of everything that is remembered for this person. */
  assertionHash: string
  /** When the assertion expires, Unix milliseconds: nothing is remembered for longer. */
  expiresAtMs: number
  /** Aborted when the client has gone away. */
  signal: AbortSignal
  /** Azure's ids of the calls made so far, for the log. */
  azureRequestIds: string[]
}
