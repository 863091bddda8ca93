import { ArmError } from '../errors.ts'
import type { RoleDefinition } from '../state.ts'
import { requireAction } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { page } from './paging.ts'
import { isAtOrBelow, requireScope, roleDefinitionId, scopeOf } from './scope.ts'

/** What roles there are. @see https://learn.microsoft.com/rest/api/authorization/role-definitions */

const read = 'Microsoft.Authorization/roleDefinitions/read'

export function listRoleDefinitions(call: ArmCall): ArmReply {
  const { emulator, caller, url } = call
  const { state } = emulator
  const scope = scopeOf(call)
  requireAction(state, caller, read, scope)
  requireScope(state, scope)
  const isAsked = definitionFilter(url.searchParams.get('$filter'))
  const assignable = state.roleDefinitions.filter(({ assignableScopes }) =>
    assignableScopes.some((one) => isAtOrBelow(state, scope, one)),
  )
  return {
    body: page(
      assignable.filter(isAsked).map((one) => toBody(scope, one, url)),
      url,
    ),
  }
}

export function getRoleDefinition(call: ArmCall): ArmReply {
  const { emulator, caller, params, url } = call
  const scope = scopeOf(call)
  requireAction(emulator.state, caller, read, scope)
  const name = params.roleDefinitionName?.toLowerCase()
  const found = emulator.state.roleDefinitions.find((one) => one.name.toLowerCase() === name)
  if (!found) {
    const message = `The specified role definition with ID '${params.roleDefinitionName}' does not exist.`
    throw new ArmError(404, 'RoleDefinitionDoesNotExist', message)
  }
  return { body: toBody(scope, found, url) }
}

/** @throws ArmError 400 for a filter that the service does not know */
function definitionFilter(filter: string | null): (role: RoleDefinition) => boolean {
  const terms = (filter ?? '').split(/\s+and\s+/i).filter((term) => term.trim() !== '')
  const tests = terms.map((term) => {
    if (/^\s*atScopeAndBelow\(\)\s*$/i.test(term)) return () => true
    const [, property, value = ''] = /^\s*(type|roleName) eq '(.*)'\s*$/i.exec(term) ?? []
    const wanted = value.toLowerCase()
    if (property?.toLowerCase() === 'rolename') return (role: RoleDefinition) => role.roleName.toLowerCase() === wanted
    if (property) return (role: RoleDefinition) => role.roleType.toLowerCase() === wanted
    throw new ArmError(400, 'UnsupportedQuery', `The filter '${term}' is not supported.`)
  })
  return (role) => tests.every((test) => test(role))
}

function toBody(
  scope: string,
  { name, roleName, roleType, description, assignableScopes, permissions }: RoleDefinition,
  url: URL,
) {
  // The description of 2022-04-01 has no conditions of roles, that of 2022-05-01-preview has.
  const tellsConditions = (url.searchParams.get('api-version') ?? '') >= '2022-05-01'
  return {
    id: roleDefinitionId(scope, name),
    type: 'Microsoft.Authorization/roleDefinitions',
    name,
    properties: {
      roleName,
      type: roleType,
      description,
      assignableScopes,
      permissions: permissions.map(({ condition, ...rights }) => ({
        ...rights,
        ...(condition !== undefined && tellsConditions && { condition, conditionVersion: '2.0' }),
      })),
      createdOn: '2018-01-01T00:00:00.0000000Z',
      updatedOn: '2025-01-01T00:00:00.0000000Z',
      createdBy: null,
      updatedBy: null,
    },
  }
}
