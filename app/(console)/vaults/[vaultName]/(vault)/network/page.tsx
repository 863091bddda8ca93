import type { Metadata } from 'next'
import { VaultNetwork } from '@/components/network/vault-network.tsx'

export async function generateMetadata({ params }: PageProps<'/vaults/[vaultName]/network'>): Promise<Metadata> {
  return { title: `Network of ${(await params).vaultName}` }
}

export default async function VaultNetworkPage({ params }: PageProps<'/vaults/[vaultName]/network'>) {
  return <VaultNetwork vaultName={(await params).vaultName} />
}
