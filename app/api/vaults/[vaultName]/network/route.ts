import { getVaultNetwork, setNetworkRules } from '@/lib/azure/network.ts'
import { NetworkChange } from '@/lib/domain/vault-network.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { VaultParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ params: VaultParams }, ({ azure, params }) => getVaultNetwork(azure, params.vaultName))

export const PUT = route(
  {
    params: VaultParams,
    body: NetworkChange,
    // 1,000 addresses and 200 subnets twice, as they were and as they are to be.
    maxBodyBytes: 256 * 1024,
    audit: 'setNetworkRules',
    limit: { writes: 1 },
  },
  ({ azure, params, body }) => setNetworkRules(azure, params.vaultName, body),
)

export const { POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET', 'PUT')
