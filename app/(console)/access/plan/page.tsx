import { EstatePlanPage } from '@/components/access-policies/estate-plan-page.tsx'

export const metadata = { title: 'From access policies to roles' }

export default function Page() {
  return <EstatePlanPage />
}
