import type { Metadata } from 'next'
import { SecretPage } from '@/components/secrets/secret-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/secrets/[secretName]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { vaultName, secretName } = await params
  return { title: `${secretName} in ${vaultName}` }
}

export default async function SecretObjectPage({ params }: Props) {
  const { vaultName, secretName } = await params
  return <SecretPage vaultName={vaultName} secretName={secretName} />
}
