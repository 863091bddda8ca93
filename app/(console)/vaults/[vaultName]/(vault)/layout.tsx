import { VaultFrame } from '@/components/vaults/vault-frame.tsx'

export default async function VaultLayout({ children, params }: LayoutProps<'/vaults/[vaultName]'>) {
  const { vaultName } = await params
  return <VaultFrame vaultName={vaultName}>{children}</VaultFrame>
}
