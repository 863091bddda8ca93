import { pages } from '@/lib/routes.ts'
import { TabLinks } from '../tab-links.tsx'

/** What is deleted: objects in vaults, or vaults as a whole. */
export function DeletedTabs() {
  return (
    <TabLinks
      label="Deleted"
      tabs={[
        { label: 'Secrets, keys and certificates', href: pages.deleted() },
        { label: 'Vaults', href: pages.deletedVaults() },
      ]}
    />
  )
}
