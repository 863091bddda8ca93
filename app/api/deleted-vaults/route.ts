import { listDeletedVaults } from '@/lib/azure/deleted-vaults.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { listRoute } from '@/lib/server/route.ts'

export const GET = listRoute({}, ({ azure }) => listDeletedVaults(azure))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
