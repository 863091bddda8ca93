import 'server-only'
import { ManagedIdentityCredential } from '@azure/identity'
import type { NodeAuthOptions } from '@azure/msal-node'
import type { ClientCredential } from '../config.ts'
import { cloud } from './clouds.ts'

/** How this server proves itself to Entra ID, in MSAL's words. */
export function msalCredential(credential: ClientCredential): Partial<NodeAuthOptions> {
  switch (credential.kind) {
    case 'secret':
      return { clientSecret: credential.secret }
    case 'certificate': {
      const { privateKey, certificates: x5c, thumbprintSha256 } = credential
      return { clientCertificate: { privateKey, x5c, thumbprintSha256 } }
    }
    case 'managedIdentity':
      return { clientAssertion: () => managedIdentityAssertion(credential.clientId) }
  }
}

let managedIdentity: ManagedIdentityCredential | undefined

/**
 * The managed identity's token as an assertion of the app registration's federated credential. This is all that any
 * identity of the host is used for: none ever acts for a visitor.
 * @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 */
async function managedIdentityAssertion(clientId: string): Promise<string> {
  managedIdentity ??= new ManagedIdentityCredential({ clientId })
  const { token } = await managedIdentity.getToken(cloud().tokenExchangeScope)
  return token
}
