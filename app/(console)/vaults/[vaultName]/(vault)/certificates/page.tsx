import type { Metadata } from 'next'
import { CertificateTable } from '@/components/certificates/certificate-table.tsx'

export async function generateMetadata({ params }: PageProps<'/vaults/[vaultName]/certificates'>): Promise<Metadata> {
  return { title: `Certificates of ${(await params).vaultName}` }
}

export default async function CertificatesPage({ params }: PageProps<'/vaults/[vaultName]/certificates'>) {
  return <CertificateTable vaultName={(await params).vaultName} />
}
