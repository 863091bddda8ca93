import type { Metadata } from 'next'
import { ObjectAccessPage } from '@/components/access/object-access-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/secrets/[secretName]/access'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Access to ${(await params).secretName}` }
}

export default async function SecretAccessPage({ params }: Props) {
  const { vaultName, secretName } = await params
  return <ObjectAccessPage kind="secret" vaultName={vaultName} name={secretName} />
}
