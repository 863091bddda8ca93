import 'server-only'
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineFromOptions,
  createPipelineRequest,
  type HttpMethods,
  type Pipeline,
} from '@azure/core-rest-pipeline'
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { callLimitsPolicy } from './call-limits.ts'
import { cloud } from './clouds.ts'
import { pinHostPolicy } from './pin-host.ts'
import { readRetryPolicy } from './read-retry.ts'
import { userAgent } from './user-agent.ts'

/**
 * Calls to Entra ID, for MSAL and for the signing keys, over the same transport as every other call: one agent, proxy
 * settings honoured, host pinned, no redirects. An exchange changes nothing, so it may be repeated like a read.
 */
let pipeline: Pipeline | undefined
const httpClient = createDefaultHttpClient()

function entraPipeline(): Pipeline {
  if (pipeline) return pipeline
  const { agent, authorityHost } = cloud()
  pipeline = createPipelineFromOptions({
    ...(agent && { agent }),
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: userAgent },
  })
  pipeline.addPolicy(readRetryPolicy({ methods: ['GET', 'POST'], tries: 3 }))
  pipeline.addPolicy(callLimitsPolicy(), { afterPhase: 'Sign' })
  pipeline.addPolicy(pinHostPolicy(authorityHost), { afterPhase: 'Sign' })
  return pipeline
}

interface EntraRequest {
  method: HttpMethods
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
}

async function send(url: string, { method, headers = {}, body, signal }: EntraRequest) {
  const request = createPipelineRequest({
    url,
    method,
    headers: createHttpHeaders(headers),
    ...(body !== undefined && { body }),
    ...(signal && { abortSignal: signal }),
  })
  return entraPipeline().sendRequest(httpClient, request)
}

async function sendForMsal<T>(
  method: HttpMethods,
  url: string,
  options: NetworkRequestOptions | undefined,
): Promise<NetworkResponse<T>> {
  const { headers, body } = options ?? {}
  const response = await send(url, { method, ...(headers && { headers }), ...(body !== undefined && { body }) })
  return {
    status: response.status,
    headers: response.headers.toJSON(),
    body: JSON.parse(response.bodyAsText ?? 'null') as T, // MSAL checks the body's fields itself
  }
}

export const msalNetworkClient: INetworkModule = {
  sendGetRequestAsync: (url, options) => sendForMsal('GET', url, options),
  sendPostRequestAsync: (url, options) => sendForMsal('POST', url, options),
}

/** `fetch` for jose's remote key set. */
export async function fetchFromEntra(
  url: string,
  options: { headers: Headers; signal: AbortSignal },
): Promise<Response> {
  const { status, bodyAsText, headers } = await send(url, {
    method: 'GET',
    headers: Object.fromEntries(options.headers),
    signal: options.signal,
  })
  return new Response(bodyAsText, { status, headers: headers.toJSON() })
}
