import { listWorkspaces } from '@/lib/azure/logging-setting.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { route } from '@/lib/server/route.ts'

export const GET = route({}, ({ azure }) => listWorkspaces(azure))
export const { PUT, POST, PATCH, DELETE, OPTIONS } = methodNotAllowed('GET')
