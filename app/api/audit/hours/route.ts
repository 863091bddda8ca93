import { readAccessHours } from '@/lib/azure/access-hours.ts'
import { HoursQuery } from '@/lib/domain/access-hours.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ query: HoursQuery }, ({ azure, query }) => readAccessHours(azure, query))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
