import { readAuditEvents } from '@/lib/azure/audit-events.ts'
import { AuditQuery } from '@/lib/domain/audit-reading.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { streamRoute } from '@/lib/server/route.ts'

export const GET = streamRoute({ query: AuditQuery }, ({ azure, query }) => readAuditEvents(azure, query))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
