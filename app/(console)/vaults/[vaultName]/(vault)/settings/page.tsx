import type { Metadata } from 'next'
import { SettingsPage } from '@/components/vault-settings/settings-page.tsx'

export async function generateMetadata({ params }: PageProps<'/vaults/[vaultName]/settings'>): Promise<Metadata> {
  return { title: `Settings of ${(await params).vaultName}` }
}

export default async function VaultSettingsPage({ params }: PageProps<'/vaults/[vaultName]/settings'>) {
  return <SettingsPage vaultName={(await params).vaultName} />
}
