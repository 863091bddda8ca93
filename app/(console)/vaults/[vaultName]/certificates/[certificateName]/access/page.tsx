import type { Metadata } from 'next'
import { ObjectAccessPage } from '@/components/access/object-access-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/certificates/[certificateName]/access'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Access to ${(await params).certificateName}` }
}

export default async function CertificateAccessPage({ params }: Props) {
  const { vaultName, certificateName } = await params
  return <ObjectAccessPage kind="certificate" vaultName={vaultName} name={certificateName} />
}
