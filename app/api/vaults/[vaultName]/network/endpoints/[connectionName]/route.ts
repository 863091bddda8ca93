import { decideEndpoint, removeEndpoint } from '@/lib/azure/network.ts'
import { EndpointDecision } from '@/lib/domain/vault-network.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { EndpointParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const PUT = route(
  { params: EndpointParams, body: EndpointDecision, audit: 'decideEndpoint', limit: { writes: 1 } },
  ({ azure, params, body }) => decideEndpoint(azure, params.vaultName, params.connectionName, body),
)

export const DELETE = route(
  { params: EndpointParams, audit: 'removeEndpoint', limit: { writes: 1 } },
  ({ azure, params }) => removeEndpoint(azure, params.vaultName, params.connectionName),
)

export const { GET, POST, PATCH, OPTIONS } = methodNotAllowed('PUT', 'DELETE')
