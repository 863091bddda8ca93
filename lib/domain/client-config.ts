/**
 * What the browser is told to sign in with, given by a dynamic server component so that one build serves every tenant and
 * cloud. Nothing here is secret.
 */
export interface ClientConfig {
  cloud: 'public' | 'usGovernment' | 'china' | 'emulator'
  tenantId: string
  clientId: string
  /** The only scope that the browser asks a token for: `api://{clientId}/access_as_user`. */
  apiScope: string
  authority: string
  knownAuthorities: string[]
  /** OpenID configuration as JSON; given for the emulator, whose sign-in page is plain http on loopback. */
  authorityMetadata?: string
  emulatorHttpPort?: number
}
