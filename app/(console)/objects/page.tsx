import { ObjectsPage } from '@/components/objects/objects-page.tsx'

export const metadata = { title: 'Objects' }

export default function Page() {
  return <ObjectsPage />
}
