import { readAuditTimeline } from '@/lib/azure/audit-timeline.ts'
import { AuditQuery } from '@/lib/domain/audit-reading.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ query: AuditQuery }, ({ azure, query }) => readAuditTimeline(azure, query))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
