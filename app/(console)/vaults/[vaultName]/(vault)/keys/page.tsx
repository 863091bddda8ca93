import type { Metadata } from 'next'
import { KeyTable } from '@/components/keys/key-table.tsx'

export async function generateMetadata({ params }: PageProps<'/vaults/[vaultName]/keys'>): Promise<Metadata> {
  return { title: `Keys of ${(await params).vaultName}` }
}

export default async function KeysPage({ params }: PageProps<'/vaults/[vaultName]/keys'>) {
  return <KeyTable vaultName={(await params).vaultName} />
}
