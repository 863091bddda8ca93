import type { Metadata } from 'next'
import { DeletedTable } from '@/components/deleted/deleted-table.tsx'

export async function generateMetadata({ params }: PageProps<'/vaults/[vaultName]/deleted'>): Promise<Metadata> {
  return { title: `Deleted items of ${(await params).vaultName}` }
}

export default async function DeletedPage({ params }: PageProps<'/vaults/[vaultName]/deleted'>) {
  return <DeletedTable vaultName={(await params).vaultName} />
}
