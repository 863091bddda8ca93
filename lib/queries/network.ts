import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { Reach, ReachPage } from '../domain/reach.ts'
import { type EndpointDecision, type NetworkChange, VaultNetwork } from '../domain/vault-network.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'
import { streamedList } from './streamed-list.ts'
import { vaultQueries } from './vaults.ts'

export const networkQueries = {
  /** The settings of one vault, from the vault itself. */
  ofVault: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'network', vaultName, 'settings'],
      queryFn: ({ signal }) => apiFetch(VaultNetwork, api.networkOf(vaultName), { signal }),
    }),

  /** Whether the server's calls get through to one vault. An audited call, so asked on request alone. */
  reachOf: (vaultName: string) =>
    queryOptions({
      queryKey: ['vaults', 'network', vaultName, 'reach'],
      queryFn: ({ signal }) => apiFetch(Reach, api.reachOf(vaultName), { signal }),
      enabled: false,
    }),

  /** As `reachOf`, of every vault; answers appear one by one. */
  reach: () =>
    queryOptions({
      queryKey: ['vaults', 'reach'],
      queryFn: streamedList(ReachPage, api.reach()),
      enabled: false,
    }),
}

/** Changes the firewall of a vault. The list of vaults is read again: its settings are there too. */
export function useSetNetworkRules(vaultName: string) {
  const onSuccess = useChangedNetwork(vaultName)
  return useMutation({
    mutationFn: (body: NetworkChange) => apiFetch(VaultNetwork, api.networkOf(vaultName), { method: 'PUT', body }),
    onSuccess,
  })
}

/** Approves, rejects (`decision`) or removes (null) a private endpoint connection. */
export function useDecideEndpoint(vaultName: string) {
  const onSuccess = useChangedNetwork(vaultName)
  return useMutation({
    mutationFn: ({ connection, decision }: { connection: string; decision: EndpointDecision | null }) =>
      apiFetch(
        VaultNetwork,
        api.endpointConnection(vaultName, connection),
        decision ? { method: 'PUT', body: decision } : { method: 'DELETE' },
      ),
    onSuccess,
  })
}

function useChangedNetwork(vaultName: string) {
  const cache = useQueryClient()
  return (network: VaultNetwork) => {
    cache.setQueryData(networkQueries.ofVault(vaultName).queryKey, network)
    void cache.invalidateQueries({ queryKey: vaultQueries.list().queryKey })
    void cache.invalidateQueries({ queryKey: vaultQueries.detail(vaultName).queryKey })
  }
}
