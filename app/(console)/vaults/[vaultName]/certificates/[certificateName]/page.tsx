import type { Metadata } from 'next'
import { CertificatePage } from '@/components/certificates/certificate-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/certificates/[certificateName]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { vaultName, certificateName } = await params
  return { title: `${certificateName} in ${vaultName}` }
}

export default async function CertificateObjectPage({ params }: Props) {
  const { vaultName, certificateName } = await params
  return <CertificatePage vaultName={vaultName} certificateName={certificateName} />
}
