import 'server-only'
import type { AccessToken, TokenCredential } from '@azure/core-auth'
import { ConfidentialClientApplication } from '@azure/msal-node'
import { LRUCache } from 'lru-cache'
import { config } from '../config.ts'
import { outsideScope } from './call-scope.ts'
import { msalCredential } from './client-credential.ts'
import { cloud, openIdConfiguration } from './clouds.ts'
import type { AzureContext } from './context.ts'
import { msalNetworkClient } from './entra-transport.ts'

/**
 * One client application, hence one token cache, per assertion. In a shared one, two live tokens of one person evict
 * each other: MSAL's cache key lacks the assertion's hash, while its look-up filters on it (docs/decisions/002).
 */
const applications = new LRUCache<string, ConfidentialClientApplication>({ max: 2_000 })

function applicationFor({ assertionHash, expiresAtMs }: AzureContext): ConfidentialClientApplication {
  const cached = applications.get(assertionHash)
  if (cached) return cached
  const { clientId, tenantId, credential } = config()
  const { authorityHost } = cloud()
  const { authority, ...metadata } = openIdConfiguration(authorityHost, tenantId)
  const application = new ConfidentialClientApplication({
    auth: {
      clientId,
      authority,
      knownAuthorities: [authorityHost],
      // The endpoints follow from host and tenant; asking for them would be one more call for each assertion.
      authorityMetadata: JSON.stringify(metadata),
      clientCapabilities: ['CP1'],
      ...msalCredential(credential),
    },
    system: { networkClient: msalNetworkClient, disableInternalRetries: true },
  })
  applications.set(assertionHash, application, { ttl: Math.max(1, expiresAtMs - Date.now()) })
  return application
}

const running = new Map<string, Promise<AccessToken>>()

/** Joins a call that is already under way for the same key; MSAL would make each of 50 equal exchanges anew. */
function onceAtATime(key: string, exchange: () => Promise<AccessToken>): Promise<AccessToken> {
  const joined = running.get(key)
  if (joined) return joined
  const started = exchange().finally(() => running.delete(key))
  running.set(key, started)
  return started
}

/**
 * A credential that exchanges the caller's token for one of Azure's (on-behalf-of). It knows one scope and one tenant: a
 * service's challenge names both, and must not choose.
 * @throws from `getToken`: MSAL's errors, InteractionRequiredAuthError with `claims` among them
 */
export function onBehalfOf(azure: AzureContext, scope: string): TokenCredential {
  return {
    async getToken(scopes, options) {
      const asked = [scopes].flat()
      const tenantId = options?.tenantId
      if (asked.length !== 1 || asked[0] !== scope)
        throw new Error('A token was asked for a scope that is not this client’s.')
      if (tenantId && tenantId.toLowerCase() !== config().tenantId) {
        throw new Error('A token was asked for another tenant than this server’s.')
      }
      const claims = options?.claims
      const key = [azure.assertionHash, scope, claims ?? ''].join('|')
      // Others may have joined: their exchange does not end when the first client goes away.
      return onceAtATime(key, () => outsideScope(() => exchange(azure, scope, claims)))
    },
  }
}

async function exchange(azure: AzureContext, scope: string, claims: string | undefined): Promise<AccessToken> {
  const result = await applicationFor(azure).acquireTokenOnBehalfOf({
    oboAssertion: azure.assertion,
    scopes: [scope],
    ...(claims && { claims }),
  })
  if (!result?.accessToken || !result.expiresOn) throw new Error('The exchange gave no token.')
  return { token: result.accessToken, expiresOnTimestamp: result.expiresOn.getTime(), tokenType: 'Bearer' }
}
