import type { Metadata } from 'next'
import { AccessView } from '@/components/access/access-view.tsx'

export async function generateMetadata({ params }: PageProps<'/vaults/[vaultName]/access'>): Promise<Metadata> {
  return { title: `Access to ${(await params).vaultName}` }
}

export default async function VaultAccessPage({ params }: PageProps<'/vaults/[vaultName]/access'>) {
  return <AccessView vaultName={(await params).vaultName} object={null} />
}
