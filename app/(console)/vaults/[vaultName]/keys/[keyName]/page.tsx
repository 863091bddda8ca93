import type { Metadata } from 'next'
import { KeyPage } from '@/components/keys/key-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/keys/[keyName]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { vaultName, keyName } = await params
  return { title: `${keyName} in ${vaultName}` }
}

export default async function KeyObjectPage({ params }: Props) {
  const { vaultName, keyName } = await params
  return <KeyPage vaultName={vaultName} keyName={keyName} />
}
