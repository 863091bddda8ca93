import { UnusedPage } from '@/components/audit/unused-page.tsx'

export const metadata = { title: 'Unused assignments' }

export default function Page() {
  return <UnusedPage />
}
