import { readChanges } from '@/lib/azure/changes.ts'
import { AuditQuery } from '@/lib/domain/audit-reading.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ query: AuditQuery }, ({ azure, query }) => readChanges(azure, query))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
