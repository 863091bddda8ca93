import { HoursPage } from '@/components/audit/hours-page.tsx'

export const metadata = { title: 'Hours' }

export default function Page() {
  return <HoursPage />
}
