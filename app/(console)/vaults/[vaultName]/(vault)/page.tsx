import type { Metadata } from 'next'
import { VaultOverview } from '@/components/vaults/vault-overview.tsx'

export async function generateMetadata({ params }: PageProps<'/vaults/[vaultName]'>): Promise<Metadata> {
  return { title: (await params).vaultName }
}

export default async function VaultPage({ params }: PageProps<'/vaults/[vaultName]'>) {
  return <VaultOverview vaultName={(await params).vaultName} />
}
