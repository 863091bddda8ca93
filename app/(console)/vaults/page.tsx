import { VaultsPage } from '@/components/vaults/vaults-page.tsx'

export const metadata = { title: 'Vaults' }

export default function Vaults() {
  return <VaultsPage />
}
