import { DeletedPage } from '@/components/deleted/deleted-page.tsx'

export const metadata = { title: 'Deleted items' }

export default function Page() {
  return <DeletedPage />
}
