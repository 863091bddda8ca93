import 'server-only'
import { cloud, openIdConfiguration } from '../azure/clouds.ts'
import { config } from '../config.ts'
import type { ClientConfig } from '../domain/client-config.ts'

/** What the browser needs to sign in, from this server's settings. */
export function clientConfig(): ClientConfig {
  const { tenantId, clientId, emulator } = config()
  const { name, authorityHost } = cloud()
  const { authority, issuer } = openIdConfiguration(authorityHost, tenantId)
  const common = {
    cloud: name,
    tenantId,
    clientId,
    apiScope: `api://${clientId}/access_as_user`,
    authority,
    knownAuthorities: [authorityHost],
  }
  if (!emulator) return common
  // A browser does not know the emulator's certificate authority, so Entra's pages are plain http on loopback there.
  const endpoint = (path: string) => `${emulatorOrigin(emulator.httpPort)}/${tenantId}/${path}`
  return {
    ...common,
    emulatorHttpPort: emulator.httpPort,
    authorityMetadata: JSON.stringify({
      issuer,
      authorization_endpoint: endpoint('oauth2/v2.0/authorize'),
      token_endpoint: endpoint('oauth2/v2.0/token'),
      end_session_endpoint: endpoint('oauth2/v2.0/logout'),
      jwks_uri: endpoint('discovery/v2.0/keys'),
    }),
  }
}

const emulatorOrigin = (httpPort: number) => `http://localhost:${httpPort}`

/** The origins that a page of ours may connect to beside its own: where it signs in. */
export function signInOrigins(): string[] {
  const { emulator } = config()
  return emulator ? [emulatorOrigin(emulator.httpPort)] : [`https://${cloud().authorityHost}`]
}
