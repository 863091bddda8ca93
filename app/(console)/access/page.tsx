import { AccessPage } from '@/components/access/access-page.tsx'

export const metadata = { title: 'Access' }

export default function Page() {
  return <AccessPage />
}
