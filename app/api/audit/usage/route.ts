import { readObjectUsage } from '@/lib/azure/object-usage.ts'
import { UsageQuery } from '@/lib/domain/object-usage.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ query: UsageQuery }, ({ azure, query }) => readObjectUsage(azure, query))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
