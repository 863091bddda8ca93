import { ExpiryPage } from '@/components/expiry/expiry-page.tsx'

export const metadata = { title: 'Expiry' }

export default function Page() {
  return <ExpiryPage />
}
