import type { ReactNode } from 'react'
import { pages } from '@/lib/routes.ts'
import { PageHeader } from '../page-header.tsx'
import { TabLinks } from '../tab-links.tsx'

export interface AuditFrameProps {
  /** One sentence on what the page tells. */
  about: string
  actions?: ReactNode
  children: ReactNode
}

/** The head of the audit pages, over all vaults. */
export function AuditFrame({ about, actions, children }: AuditFrameProps) {
  return (
    <>
      <PageHeader
        title="Audit"
        actions={actions}
        tabs={
          <TabLinks
            label="Audit"
            tabs={[
              { label: 'Activity', href: pages.audit() },
              { label: 'Heatmap', href: pages.auditHeatmap(), includesChildren: true },
              { label: 'Changes', href: pages.auditChanges() },
              { label: 'Unused assignments', href: pages.auditUnused() },
            ]}
          />
        }
      >
        <p className="text-muted">{about}</p>
      </PageHeader>
      {children}
    </>
  )
}
