import { readSignals } from '@/lib/azure/signals.ts'
import { AuditQuery } from '@/lib/domain/audit-reading.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { streamRoute } from '@/lib/server/route.ts'

export const GET = streamRoute({ query: AuditQuery }, ({ azure, query }) => readSignals(azure, query))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
