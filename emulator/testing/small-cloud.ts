import type { TokenCredential } from '@azure/core-auth'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { CryptographyClient, KeyClient } from '@azure/keyvault-keys'
import { SecretClient } from '@azure/keyvault-secrets'
import { LogsQueryClient } from '@azure/monitor-query-logs'
import { mintAccessToken } from '../entra/access-token.ts'
import { keyVaultAudience, logAnalyticsAudience } from '../entra/resources.ts'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { appId, type Person, people, smallState } from './small-state.ts'
import { type Answer, tlsClient } from './tls-client.ts'

/** A running emulator of the small state, and the ways in that tests of Key Vault need. */
export interface SmallCloud extends RunningEmulator {
  /** The vendor's client, challenge verification on, without its retries. */
  secrets(vaultName: string, person?: Person, options?: ClientOptions): SecretClient
  /** @param host `{vault}.vault` or `{pool}.managedhsm` */
  keys(host: string, person?: Person, options?: ClientOptions): KeyClient
  /** @param keyId with or without a version */
  cryptography(keyId: string, person?: Person, options?: ClientOptions): CryptographyClient
  /** The vendor's client for queries. */
  logs(person?: Person): LogsQueryClient
  token(person: Person, audience?: string): Promise<string>
  /** A call past the client, for what it would never send. */
  send(method: string, url: string, options?: SendOptions): Promise<Answer & { json: unknown }>
}

export interface ClientOptions {
  /** Where the client's calls come from. */
  address?: string
  serviceVersion?: '7.5'
  policy?: PipelinePolicy
}

export interface SendOptions {
  /** null for a call without a token. */
  person?: Person | null
  token?: string
  headers?: Record<string, string>
  body?: unknown
}

export async function startSmallCloud(options: { settleMs?: number; dataDir?: string } = {}): Promise<SmallCloud> {
  const running = await startEmulator({ httpsPort: 0, httpPort: 0, seed: smallState, settleMs: 0, ...options })
  const { agent, send } = tlsClient(running)
  const token: SmallCloud['token'] = (person, audience = keyVaultAudience) =>
    mintAccessToken(running.emulator, {
      principal: {
        objectId: people[person],
        userPrincipalName: `${person.toLowerCase()}@small.example`,
        displayName: person,
      },
      audience,
      appId,
      scopes: ['user_impersonation'],
    })
  const credential = (person: Person): TokenCredential => ({
    getToken: async (scopes) => {
      const audience = [scopes].flat()[0]?.replace(/\/\.default$/, '')
      return { token: await token(person, audience), expiresOnTimestamp: Date.now() + 3_600_000 }
    },
  })
  const clientOptions = ({ address, serviceVersion, policy }: ClientOptions) => ({
    agent,
    retryOptions: { maxRetries: 0 },
    ...(serviceVersion && { serviceVersion }),
    // After each retry, which the answer to a challenge is one of.
    additionalPolicies: [...(address ? [fromAddress(address)] : []), ...(policy ? [policy] : [])].map((one) => ({
      position: 'perRetry' as const,
      policy: one,
    })),
  })
  return {
    ...running,
    token,
    secrets(vaultName, person = 'administrator', options = {}) {
      return new SecretClient(`https://${vaultName}.vault.emulator.test`, credential(person), clientOptions(options))
    },
    keys(host, person = 'administrator', options = {}) {
      return new KeyClient(`https://${host}.emulator.test`, credential(person), clientOptions(options))
    },
    cryptography(keyId, person = 'administrator', options = {}) {
      return new CryptographyClient(keyId, credential(person), clientOptions(options))
    },
    logs(person = 'auditor') {
      return new LogsQueryClient(credential(person), {
        endpoint: `${logAnalyticsAudience}/v1`,
        credentials: { scopes: [`${logAnalyticsAudience}/.default`] },
        agent,
        retryOptions: { maxRetries: 0 },
      })
    },
    async send(method, url, { person = 'administrator', token: given, headers = {}, body } = {}) {
      const bearer = given ?? (person && (await token(person)))
      const answer = await send(method, url, {
        headers: {
          ...(bearer && { Authorization: `Bearer ${bearer}` }),
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      return { ...answer, json: answer.text === '' ? undefined : JSON.parse(answer.text) }
    },
    async close() {
      agent.destroy()
      await running.close()
    },
  }
}

function fromAddress(address: string): PipelinePolicy {
  return {
    name: 'fromAddress',
    sendRequest(request, next) {
      request.headers.set('x-emulator-client-ip', address)
      return next(request)
    },
  }
}
