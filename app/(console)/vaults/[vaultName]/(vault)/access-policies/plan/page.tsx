import type { Metadata } from 'next'
import { PlanPage } from '@/components/access-policies/plan-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/access-policies/plan'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `From access policies to roles: ${(await params).vaultName}` }
}

export default async function AccessPolicyPlanPage({ params }: Props) {
  return <PlanPage vaultName={(await params).vaultName} />
}
