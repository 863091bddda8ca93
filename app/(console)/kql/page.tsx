import { KqlPage } from '@/components/kql/kql-page.tsx'

export const metadata = { title: 'KQL' }

export default function Kql() {
  return <KqlPage />
}
