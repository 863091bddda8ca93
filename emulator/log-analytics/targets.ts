import { evaluate } from '../authorization.ts'
import type { Caller } from '../entra/access-token.ts'
import type { QueryOptions } from '../kql/engine.ts'
import type { State } from '../state.ts'
import { type Workspace, workspaceId } from '../workspace-state.ts'
import { badArgument, insufficientAccess, pathNotFound } from './errors.ts'

/** Which rows a query may see. */
export type Rows = NonNullable<QueryOptions['only']>

const workspaceAction = 'Microsoft.OperationalInsights/workspaces/query/read'
/** The right to a resource's own rows, wherever they are kept: what a reader of the resource has. */
const resourceAction = 'Microsoft.Insights/logs/read'

/**
 * @param asked the workspace's GUID
 * @throws LogsError 404 for a workspace that is not there, 403 for one that the caller may not query
 */
export function requireWorkspace(state: State, caller: Caller, asked: string): Workspace {
  const found = state.workspaces.find(({ customerId }) => customerId === asked.toLowerCase())
  if (!found) throw pathNotFound()
  requireAccess(state, caller, workspaceAction, workspaceId(found))
  return found
}

/**
 * The rows of a workspace and of those named beside it.
 * @param asked the workspace's GUID
 * @throws LogsError 404 for a workspace that is not there, 403 for one that the caller may not query
 */
export function rowsOfWorkspaces(state: State, caller: Caller, asked: string, others: string[]): Rows {
  const first = requireWorkspace(state, caller, asked)
  const named = others.map((name) => workspaceNamed(state, name))
  for (const one of named) requireAccess(state, caller, workspaceAction, workspaceId(one))
  const workspaces = [first, ...named]
  return { column: 'TenantId', values: workspaces.map(({ customerId }) => customerId) }
}

/**
 * The rows about a vault, a resource group or a subscription, in all workspaces.
 * @throws LogsError
 */
export function rowsOfResource(state: State, caller: Caller, resourceId: string): Rows {
  const id = resourceId.toLowerCase().replace(/\/+$/, '')
  const [, kind, subscriptionId] = id.split('/')
  if (kind !== 'subscriptions' || !state.subscriptions.some((one) => one.subscriptionId === subscriptionId)) {
    throw pathNotFound()
  }
  requireAccess(state, caller, resourceAction, id)
  return { column: '_ResourceId', values: [id], isPrefix: true }
}

function workspaceNamed(state: State, name: string): Workspace {
  const asked = name.toLowerCase()
  const found = state.workspaces.find(
    (one) => one.customerId === asked || one.name.toLowerCase() === asked || workspaceId(one).toLowerCase() === asked,
  )
  if (!found) throw badArgument(`The workspace '${name}' was not found.`)
  return found
}

function requireAccess(state: State, caller: Caller, action: string, scope: string): void {
  if (!evaluate(state, caller, { action, scope }).isAllowed) throw insufficientAccess()
}
