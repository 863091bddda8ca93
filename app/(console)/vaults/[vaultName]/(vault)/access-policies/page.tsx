import type { Metadata } from 'next'
import { AccessPoliciesPage } from '@/components/access-policies/access-policies-page.tsx'

export async function generateMetadata({
  params,
}: PageProps<'/vaults/[vaultName]/access-policies'>): Promise<Metadata> {
  return { title: `Access policies of ${(await params).vaultName}` }
}

export default async function VaultAccessPoliciesPage({ params }: PageProps<'/vaults/[vaultName]/access-policies'>) {
  return <AccessPoliciesPage vaultName={(await params).vaultName} />
}
