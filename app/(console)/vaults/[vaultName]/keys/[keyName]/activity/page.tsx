import type { Metadata } from 'next'
import { ObjectActivityPage } from '@/components/audit/object-activity-page.tsx'

type Props = PageProps<'/vaults/[vaultName]/keys/[keyName]/activity'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Activity of ${(await params).keyName}` }
}

export default async function KeyActivityPage({ params }: Props) {
  const { vaultName, keyName } = await params
  return <ObjectActivityPage kind="key" vaultName={vaultName} name={keyName} />
}
