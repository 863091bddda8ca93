import { type Configuration, LogLevel } from '@azure/msal-browser'
import type { ClientConfig } from '../domain/client-config.ts'
import { pages } from '../routes.ts'

/**
 * MSAL's settings for a cloud. The emulator differs by three of them only: authority, known authorities and metadata.
 *
 * Tokens live in sessionStorage: they end with the tab, and no other tab can read them.
 */
export function msalConfiguration(config: ClientConfig, origin: string): Configuration {
  return {
    auth: {
      clientId: config.clientId,
      authority: config.authority,
      knownAuthorities: config.knownAuthorities,
      ...(config.authorityMetadata && { authorityMetadata: config.authorityMetadata }),
      redirectUri: origin + pages.signInReturn(),
      postLogoutRedirectUri: origin + pages.overview(),
      // Says that we understand claims challenges; fetcher.ts handles them for every call.
      clientCapabilities: ['CP1'],
    },
    cache: { cacheLocation: 'sessionStorage' },
    system: {
      loggerOptions: { logLevel: LogLevel.Error, piiLoggingEnabled: false },
    },
  }
}
