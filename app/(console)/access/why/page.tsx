import { WhyPage } from '@/components/access/why-page.tsx'

export const metadata = { title: 'Why can’t I' }

export default function Page() {
  return <WhyPage />
}
