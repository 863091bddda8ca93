import type { Metadata } from 'next'
import { ObjectAccessPage } from '@/components/access/object-access-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/keys/[keyName]/access'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Access to ${(await params).keyName}` }
}

export default async function KeyAccessPage({ params }: Props) {
  const { vaultName, keyName } = await params
  return <ObjectAccessPage kind="key" vaultName={vaultName} name={keyName} />
}
