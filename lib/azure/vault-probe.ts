import 'server-only'
import { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } from '@azure/core-rest-pipeline'
import { callLimitsPolicy } from './call-limits.ts'
import { cloud } from './clouds.ts'
import { pinHostPolicy } from './pin-host.ts'
import { readRetryPolicy } from './read-retry.ts'
import { userAgent } from './user-agent.ts'

const httpClient = createDefaultHttpClient()

/**
 * Whether a vault exists, asked without a token as every client's first call does: any answer will do. A vault that does
 * not exist has no address.
 * @throws as errors.ts understands it, `vault_not_found` where there is no such host
 */
export async function probeVault(vaultHost: string): Promise<void> {
  const { agent } = cloud()
  const pipeline = createPipelineFromOptions({
    ...(agent && { agent }),
    retryOptions: { maxRetries: 0 },
    redirectOptions: { maxRetries: 0 },
    userAgentOptions: { userAgentPrefix: userAgent },
  })
  pipeline.addPolicy(readRetryPolicy({ tries: 2 }), { phase: 'Retry' })
  pipeline.addPolicy(callLimitsPolicy(), { afterPhase: 'Sign' })
  pipeline.addPolicy(pinHostPolicy(vaultHost), { afterPhase: 'Sign' })
  const url = `https://${vaultHost}/secrets?api-version=7.6&maxresults=1`
  await pipeline.sendRequest(httpClient, createPipelineRequest({ url }))
}
