import { ChangesPage } from '@/components/audit/changes-page.tsx'

export const metadata = { title: 'Changes' }

export default function Page() {
  return <ChangesPage />
}
