'use client'

import { ActivityView } from './activity-view.tsx'
import { AuditFrame } from './audit-frame.tsx'

/** Every call to every vault. */
export function AuditPage() {
  return (
    <AuditFrame about="Who called which vault, from where, by which right, and what came of it.">
      <ActivityView />
    </AuditFrame>
  )
}
