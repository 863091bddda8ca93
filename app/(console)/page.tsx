import { redirect } from 'next/navigation'
import { pages } from '@/lib/routes.ts'

export default function Overview() {
  redirect(pages.vaults())
}
