import 'server-only'
import { AuthorizationManagementClient } from '@azure/arm-authorization'
import { KeyVaultManagementClient } from '@azure/arm-keyvault'
import { ResourceGraphClient } from '@azure/arm-resourcegraph'
import { SubscriptionClient } from '@azure/arm-resources-subscriptions'
import type { TokenCredential } from '@azure/core-auth'
import {
  agentPolicy,
  bearerTokenAuthenticationPolicy,
  bearerTokenAuthenticationPolicyName,
  createDefaultHttpClient,
  createEmptyPipeline,
  createPipelineRequest,
  type Pipeline,
  type PipelinePolicy,
  proxyPolicy,
} from '@azure/core-rest-pipeline'
import { CertificateClient } from '@azure/keyvault-certificates'
import { KeyClient } from '@azure/keyvault-keys'
import { SecretClient } from '@azure/keyvault-secrets'
import { LogsQueryClient } from '@azure/monitor-query-logs'
import { LRUCache } from 'lru-cache'
import { failurePolicy } from './azure-call-error.ts'
import { boundedBodyPolicy } from './bounded-body.ts'
import { callLimitsPolicy } from './call-limits.ts'
import { type CallSlots, callSlotPolicy } from './call-slots.ts'
import { challengeOnce } from './challenge-once.ts'
import { cloud } from './clouds.ts'
import type { AzureContext } from './context.ts'
import { onBehalfOf } from './on-behalf-of.ts'
import { partialReasonPolicy } from './partial-reason.ts'
import { pageLoopPolicy, pinHostPolicy } from './pin-host.ts'
import { type ReadRetryOptions, readRetryPolicy } from './read-retry.ts'
import { userAgent } from './user-agent.ts'
import { withoutReadsPolicy } from './without-reads.ts'

/**
 * Every client of an Azure SDK is made here and nowhere else, so that none can lack the pinned host, the limits or the
 * agent. Clients are kept per assertion: one is never shared between two people.
 */
const clients = new LRUCache<string, object>({ max: 2_000 })

function kept<T extends object>(azure: AzureContext, name: string, make: () => T): T {
  const key = `${azure.assertionHash}|${name}`
  const client = (clients.get(key) as T | undefined) ?? make() // the name determines the type: one call site each
  clients.set(key, client, { ttl: Math.max(1, azure.expiresAtMs - Date.now()) })
  return client
}

const at = (position: 'perCall' | 'perRetry') => (policy: PipelinePolicy) => ({ policy, position })

/** Options that all clients share. SDK retries are off: ours repeat reads alone (docs/decisions/004). */
function commonOptions(host: string, afterSigning: PipelinePolicy[] = [], limits = callLimitsPolicy()) {
  const { agent } = cloud()
  return {
    ...(agent && { agent }),
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: userAgent },
    additionalPolicies: [limits, ...afterSigning, pinHostPolicy(host)].map(at('perRetry')),
  }
}

/** In the order they run in, outermost first; all of them before the authentication policy. */
export const outerPolicies = (retry?: ReadRetryOptions) => [failurePolicy(), pageLoopPolicy(), readRetryPolicy(retry)]

/**
 * The secrets of one vault, as the caller. `vaultHost` is a checked host name of this cloud. Kept, so that Key Vault's
 * 401 challenge is paid once.
 */
export function secretClientFor(azure: AzureContext, vaultHost: string): SecretClient {
  return kept(azure, `secrets:${vaultHost}`, () => new SecretClient(...vaultClientArguments(azure, vaultHost)))
}

/** The keys of one vault, as `secretClientFor`. */
export function keyClientFor(azure: AzureContext, vaultHost: string): KeyClient {
  return kept(azure, `keys:${vaultHost}`, () => new KeyClient(...vaultClientArguments(azure, vaultHost)))
}

/** The certificates of one vault, as `secretClientFor`. */
export function certificateClientFor(azure: AzureContext, vaultHost: string): CertificateClient {
  return kept(
    azure,
    `certificates:${vaultHost}`,
    () => new CertificateClient(...vaultClientArguments(azure, vaultHost)),
  )
}

/** Clients of one vault that send no read: for recoveries, which the SDKs wrap in reads of the object. */
export function recoveryClientsFor(azure: AzureContext, vaultHost: string) {
  const make = <T extends object>(kind: string, Client: new (...args: VaultClientArguments) => T) =>
    kept(
      azure,
      `recover ${kind}:${vaultHost}`,
      () => new Client(...vaultClientArguments(azure, vaultHost, [withoutReadsPolicy()])),
    )
  return {
    secret: () => make('secrets', SecretClient),
    key: () => make('keys', KeyClient),
    certificate: () => make('certificates', CertificateClient),
  }
}

type VaultClientArguments = [string, TokenCredential, ReturnType<typeof commonOptions>]

/** What the clients of a vault have in common: address, credential and options. */
function vaultClientArguments(
  azure: AzureContext,
  vaultHost: string,
  outermost: PipelinePolicy[] = [],
): VaultClientArguments {
  const challenge = challengeOnce()
  const options = commonOptions(vaultHost, [challenge.open])
  const outer = [...outermost, ...outerPolicies(), challenge.gate].map(at('perCall'))
  return [
    `https://${vaultHost}`,
    onBehalfOf(azure, cloud().keyVaultScope),
    { ...options, additionalPolicies: [...outer, ...options.additionalPolicies] },
  ]
}

/** Reads a page of a list from one vault. @returns the body @throws as errors.ts understands it */
export type ReadPage = (url: string) => Promise<string>

const listClient = createDefaultHttpClient()

/**
 * Readers of lists for one reading over many vaults. Not the SDKs' clients: those keep a state for each vault and kind, and
 * each pays a 401 to learn the scope that is known here, which over 1,000 vaults is 3,000 calls. All else is theirs: the
 * same host pin, limits, agent and credential.
 */
export function listReaders(
  azure: AzureContext,
  options: { slots: CallSlots; retry: ReadRetryOptions },
): (vaultHost: string) => ReadPage {
  const { agent, keyVaultScope } = cloud()
  // One for all vaults: it holds the token and renews it.
  const authentication = bearerTokenAuthenticationPolicy({
    credential: onBehalfOf(azure, keyVaultScope),
    scopes: keyVaultScope,
  })
  return (vaultHost) => {
    const pipeline = createEmptyPipeline()
    const policies = [
      ...outerPolicies(options.retry),
      authentication,
      callSlotPolicy(options.slots, { person: azure.caller.objectId, vaultHost }),
      ...(agent ? [agentPolicy(agent)] : []),
      proxyPolicy(),
      callLimitsPolicy(),
      boundedBodyPolicy(),
      pinHostPolicy(vaultHost),
    ]
    for (const policy of policies) pipeline.addPolicy(policy)
    return async (url) => {
      const request = createPipelineRequest({ url })
      request.headers.set('user-agent', userAgent)
      const { bodyAsText } = await pipeline.sendRequest(listClient, request)
      return bodyAsText ?? ''
    }
  }
}

/** Asks Microsoft Graph, as the caller. @returns the body @throws as errors.ts understands it */
export function graphCaller(azure: AzureContext): (path: string, body?: object) => Promise<string> {
  const { agent, graph } = cloud()
  const scope = `${graph}/.default`
  const pipeline = createEmptyPipeline()
  const policies = [
    // A POST here only reads: Graph takes lists of ids in a body.
    ...outerPolicies({ methods: ['GET', 'POST'] }),
    bearerTokenAuthenticationPolicy({ credential: onBehalfOf(azure, scope), scopes: scope }),
    ...(agent ? [agentPolicy(agent)] : []),
    proxyPolicy(),
    callLimitsPolicy(),
    boundedBodyPolicy(),
    pinHostPolicy(new URL(graph).host),
  ]
  for (const policy of policies) pipeline.addPolicy(policy)
  return async (path, body) => {
    const url = path.startsWith('https://') ? path : `${graph}/v1.0${path}`
    const request = createPipelineRequest({
      url,
      method: body ? 'POST' : 'GET',
      body: body ? JSON.stringify(body) : null,
    })
    request.headers.set('user-agent', userAgent)
    // What a search asks for.
    request.headers.set('consistencylevel', 'eventual')
    if (body) request.headers.set('content-type', 'application/json')
    const { bodyAsText } = await pipeline.sendRequest(listClient, request)
    return bodyAsText ?? ''
  }
}

function resourceManagerOptions() {
  const { resourceManager, resourceManagerScope } = cloud()
  return {
    ...commonOptions(new URL(resourceManager).host),
    endpoint: resourceManager,
    credentials: { scopes: [resourceManagerScope] },
    credentialScopes: [resourceManagerScope],
    $host: resourceManager,
  }
}

/**
 * Resource Manager's clients authenticate before any policy of ours could run, unless it is put in front. Some of them read
 * an answer in a policy of their own, which fails at a refusal with less than ours tells and hides its status from a
 * repeat: ours stand within that one.
 */
function inFront<T extends { pipeline: Pipeline }>(client: T, retry?: ReadRetryOptions): T {
  for (const policy of outerPolicies(retry)) {
    client.pipeline.addPolicy(policy, {
      beforePolicies: [bearerTokenAuthenticationPolicyName],
      afterPolicies: ['deserializationPolicy'],
    })
  }
  return client
}

const resourceManagerCredential = (azure: AzureContext) => onBehalfOf(azure, cloud().resourceManagerScope)

/** Resource Manager's list of the subscriptions that the caller can see. */
export function subscriptionClient(azure: AzureContext): SubscriptionClient {
  return kept(azure, 'subscriptions', () =>
    inFront(new SubscriptionClient(resourceManagerCredential(azure), resourceManagerOptions())),
  )
}

/** Reads what no client of an SDK of ours reads: the body at an address of Resource Manager, as the caller. */
export function resourceManagerReader(azure: AzureContext): ReadPage {
  const { pipeline } = subscriptionClient(azure)
  return async (url) => (await pipeline.sendRequest(listClient, createPipelineRequest({ url }))).bodyAsText ?? ''
}

/** Resource Graph asks by POST; its queries only read. */
export function resourceGraphClient(azure: AzureContext): ResourceGraphClient {
  return kept(azure, 'resourceGraph', () =>
    inFront(new ResourceGraphClient(resourceManagerCredential(azure), resourceManagerOptions()), {
      methods: ['GET', 'POST'],
    }),
  )
}

/** The vaults of one subscription as resources, as the caller. */
export function vaultManagementClient(azure: AzureContext, subscriptionId: string): KeyVaultManagementClient {
  return kept(azure, `vaults:${subscriptionId}`, () =>
    inFront(new KeyVaultManagementClient(resourceManagerCredential(azure), subscriptionId, resourceManagerOptions())),
  )
}

/** What the caller may do, at scopes of one subscription. */
export function authorizationClient(azure: AzureContext, subscriptionId: string): AuthorizationManagementClient {
  return kept(azure, `authorization:${subscriptionId}`, () =>
    inFront(
      new AuthorizationManagementClient(resourceManagerCredential(azure), subscriptionId, resourceManagerOptions()),
    ),
  )
}

/**
 * Log Analytics asks by POST; its queries only read, and end with their client. A query that took too long would take as
 * long again, so only what ended early is sent once more.
 */
export function logsQueryClient(azure: AzureContext): LogsQueryClient {
  const { logAnalytics, logAnalyticsScope } = cloud()
  const methods = ['GET', 'POST']
  return kept(azure, 'logs', () =>
    inFront(
      new LogsQueryClient(onBehalfOf(azure, logAnalyticsScope), {
        ...commonOptions(
          new URL(logAnalytics).host,
          [partialReasonPolicy(), boundedBodyPolicy(maxLogBytes)],
          callLimitsPolicy({ methods }),
        ),
        endpoint: `${logAnalytics}/v1`,
        credentials: { scopes: [logAnalyticsScope] },
      }),
      { methods, tries: 3, deadlineMs: 8_000 },
    ),
  )
}

/** Log Analytics answers with at most 64 MiB. @see https://learn.microsoft.com/azure/azure-monitor/service-limits */
const maxLogBytes = 80 * 1024 * 1024
