import { readEstateAccess } from '@/lib/azure/estate-access.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { streamRoute } from '@/lib/server/route.ts'

export const GET = streamRoute({}, ({ azure }) => readEstateAccess(azure))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
