import 'server-only'
import {
  agentPolicy,
  bearerTokenAuthenticationPolicy,
  createDefaultHttpClient,
  createEmptyPipeline,
  createPipelineRequest,
  proxyPolicy,
} from '@azure/core-rest-pipeline'
import { boundedBodyPolicy } from './bounded-body.ts'
import { callLimitsPolicy } from './call-limits.ts'
import { outerPolicies } from './clients.ts'
import { cloud } from './clouds.ts'
import type { AzureContext } from './context.ts'
import { onBehalfOf } from './on-behalf-of.ts'
import { pinHostPolicy } from './pin-host.ts'
import { userAgent } from './user-agent.ts'

const httpClient = createDefaultHttpClient()

/**
 * Calls Resource Manager, as the caller, for what has no client of its own here. `path` begins with a resource's id and
 * holds its `api-version`. A PUT is sent once. @returns the body @throws as errors.ts understands it
 */
export async function callResourceManager(
  azure: AzureContext,
  method: 'GET' | 'PUT',
  path: string,
  body?: object,
): Promise<unknown> {
  const { agent, resourceManager, resourceManagerScope } = cloud()
  const pipeline = createEmptyPipeline()
  const policies = [
    ...outerPolicies(),
    bearerTokenAuthenticationPolicy({
      credential: onBehalfOf(azure, resourceManagerScope),
      scopes: resourceManagerScope,
    }),
    ...(agent ? [agentPolicy(agent)] : []),
    proxyPolicy(),
    callLimitsPolicy(),
    boundedBodyPolicy(),
    pinHostPolicy(new URL(resourceManager).host),
  ]
  for (const policy of policies) pipeline.addPolicy(policy)
  const request = createPipelineRequest({
    url: `${resourceManager}${path}`,
    method,
    body: body ? JSON.stringify(body) : null,
  })
  request.headers.set('user-agent', userAgent)
  if (body) request.headers.set('content-type', 'application/json')
  const { bodyAsText } = await pipeline.sendRequest(httpClient, request)
  return bodyAsText ? JSON.parse(bodyAsText) : undefined
}
