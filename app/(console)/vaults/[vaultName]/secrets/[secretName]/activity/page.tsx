import type { Metadata } from 'next'
import { ObjectActivityPage } from '@/components/audit/object-activity-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/secrets/[secretName]/activity'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Activity of ${(await params).secretName}` }
}

export default async function SecretActivityPage({ params }: Props) {
  const { vaultName, secretName } = await params
  return <ObjectActivityPage kind="secret" vaultName={vaultName} name={secretName} />
}
