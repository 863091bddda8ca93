import type { Metadata } from 'next'
import { ObjectActivityPage } from '@/components/audit/object-activity-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/certificates/[certificateName]/activity'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Activity of ${(await params).certificateName}` }
}

export default async function CertificateActivityPage({ params }: Props) {
  const { vaultName, certificateName } = await params
  return <ObjectActivityPage kind="certificate" vaultName={vaultName} name={certificateName} />
}
