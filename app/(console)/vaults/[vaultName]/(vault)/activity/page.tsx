import type { Metadata } from 'next'
import { VaultActivity } from '@/components/audit/vault-activity.tsx'

export async function generateMetadata({ params }: PageProps<'/vaults/[vaultName]/activity'>): Promise<Metadata> {
  return { title: `Activity of ${(await params).vaultName}` }
}

export default async function VaultActivityPage({ params }: PageProps<'/vaults/[vaultName]/activity'>) {
  return <VaultActivity vaultName={(await params).vaultName} />
}
