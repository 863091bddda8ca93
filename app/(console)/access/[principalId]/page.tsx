import { PrincipalPage } from '@/components/access/principal-page.tsx'

export const metadata = { title: 'Access of one identity' }

export default async function Page({ params }: PageProps<'/access/[principalId]'>) {
  return <PrincipalPage principalId={(await params).principalId} />
}
