import { listResourceGroups } from '@/lib/azure/subscriptions.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { SubscriptionParams } from '@/lib/server/params.ts'
import { listRoute } from '@/lib/server/route.ts'

export const GET = listRoute({ params: SubscriptionParams }, ({ azure, params }) =>
  listResourceGroups(azure, params.subscriptionId),
)
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
