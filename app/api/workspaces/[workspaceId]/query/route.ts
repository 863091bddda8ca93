import { queryWorkspace } from '@/lib/azure/workspace-query.ts'
import { WorkspaceQuery } from '@/lib/domain/workspace-query.ts'
import { methodNotAllowed } from '@/lib/server/method-not-allowed.ts'
import { WorkspaceParams } from '@/lib/server/params.ts'
import { route } from '@/lib/server/route.ts'

export const POST = route(
  { params: WorkspaceParams, body: WorkspaceQuery, audit: 'query' },
  ({ azure, params, body }) => queryWorkspace(azure, params.workspaceId, body),
)
export const { GET, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed('POST')
