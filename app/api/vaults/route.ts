import { createVault } from '@/lib/azure/new-vaults.ts'
import { listVaults } from '@/lib/azure/vaults.ts'
import { NewVault } from '@/lib/domain/new-vault.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { listRoute, route } from '@/lib/server/route.ts'

export const GET = listRoute({}, ({ azure }) => listVaults(azure))

export const POST = route(
  { body: NewVault, audit: 'createVault', limit: { writes: 1 }, status: 201 },
  ({ azure, body }) => createVault(azure, body),
)

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET', 'POST')
