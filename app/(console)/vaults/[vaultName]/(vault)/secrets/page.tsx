import type { Metadata } from 'next'
import { SecretTable } from '@/components/secrets/secret-table.tsx'

export async function generateMetadata({ params }: PageProps<'/vaults/[vaultName]/secrets'>): Promise<Metadata> {
  return { title: `Secrets of ${(await params).vaultName}` }
}

export default async function SecretsPage({ params }: PageProps<'/vaults/[vaultName]/secrets'>) {
  return <SecretTable vaultName={(await params).vaultName} />
}
