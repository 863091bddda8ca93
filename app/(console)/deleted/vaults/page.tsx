import type { Metadata } from 'next'
import { DeletedVaultsPage } from '@/components/vault-settings/deleted-vaults-page.tsx'

export const metadata: Metadata = { title: 'Deleted vaults' }

export default function DeletedVaults() {
  return <DeletedVaultsPage />
}
