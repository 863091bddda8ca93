import { searchPrincipals } from '@/lib/azure/principals.ts'
import { PrincipalSearch } from '@/lib/domain/principal.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({ query: PrincipalSearch }, ({ azure, query }) => searchPrincipals(azure, query.search))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
