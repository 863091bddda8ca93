import { listSubscriptions } from '@/lib/azure/subscriptions.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { listRoute } from '@/lib/server/route.ts'

export const GET = listRoute({}, ({ azure }) => listSubscriptions(azure))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
