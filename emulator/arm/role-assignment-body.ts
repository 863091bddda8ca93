import { compiledCondition, InvalidCondition } from '../assignment-condition.ts'
import { ArmError } from '../errors.ts'
import type { RoleAssignment, State } from '../state.ts'
import { principalTypeOf } from './directory-names.ts'
import type { ArmCall } from './operations.ts'

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

type Asked = Omit<RoleAssignment, 'createdOn' | 'createdBy'>

/** What conditions on the right to assign may look at: what is asked for, whether or not it is there. */
export function requestedAttributes(body: unknown): Record<string, string> {
  const { roleDefinitionId, principalId, principalType } = record(record(body).properties)
  const named = (name: string, value: unknown) =>
    typeof value === 'string' ? { [`@request[microsoft.authorization/roleassignments:${name}]`]: value } : {}
  return {
    ...named(
      'roledefinitionid',
      String(roleDefinitionId ?? '')
        .split('/')
        .at(-1),
    ),
    ...named('principalid', principalId),
    ...named('principaltype', principalType),
  }
}

/** @throws ArmError 400 with Azure's code for whatever cannot be assigned */
export function readRoleAssignment({ emulator, params, body }: ArmCall, scope: string): Asked {
  const { state } = emulator
  const name = params.roleAssignmentName ?? ''
  if (!guid.test(name)) {
    const message = `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`
    throw new ArmError(400, 'InvalidRoleAssignmentId', message)
  }
  const properties = record(record(body).properties)
  const roleDefinitionName = roleNamed(state, properties.roleDefinitionId)
  const principal = principalOf(state, properties)
  const condition = conditionOf(properties)
  const description = typeof properties.description === 'string' ? properties.description : undefined
  return {
    name: name.toLowerCase(),
    scope,
    roleDefinitionName,
    ...principal,
    ...(condition !== undefined && { condition }),
    ...(description !== undefined && { description }),
  }
}

function roleNamed({ roleDefinitions }: State, id: unknown): string {
  const [, name] = /\/providers\/Microsoft\.Authorization\/roleDefinitions\/([^/]+)$/i.exec(String(id ?? '')) ?? []
  const found = roleDefinitions.find((one) => one.name.toLowerCase() === name?.toLowerCase())
  if (found) return found.name
  throw new ArmError(
    400,
    'RoleDefinitionDoesNotExist',
    `The specified role definition with ID '${name ?? id}' does not exist.`,
  )
}

function principalOf(state: State, { principalId, principalType }: Record<string, unknown>) {
  const id = String(principalId ?? '')
  if (!guid.test(id)) throw invalid('The principalId must be the object id of a user, a group or a service principal.')
  const found = principalTypeOf(state, id)
  if (!found) {
    const message = `Principal ${id.replaceAll('-', '')} does not exist in the directory ${state.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype`
    throw new ArmError(400, 'PrincipalNotFound', message)
  }
  if (principalType !== undefined && principalType !== null && principalType !== found) {
    const message = `The PrincipalId '${id.replaceAll('-', '')}' has type '${found}', which is different from specified PrincipalType '${principalType}'.`
    throw new ArmError(400, 'UnmatchedPrincipalType', message)
  }
  return { principalId: id.toLowerCase(), principalType: found }
}

function conditionOf({ condition, conditionVersion }: Record<string, unknown>): string | undefined {
  if (condition === undefined || condition === null || condition === '') return undefined
  if (conditionVersion !== '2.0') throw invalid("The conditionVersion of a role assignment's condition must be '2.0'.")
  try {
    compiledCondition(String(condition))
    return String(condition)
  } catch (error) {
    if (error instanceof InvalidCondition) throw invalid(`The condition is not valid. ${error.message}`)
    throw error
  }
}

function invalid(message: string): ArmError {
  return new ArmError(400, 'BadRequestFormat', message)
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new ArmError(400, 'InvalidRequestContent', 'The request content was invalid: it has no properties.')
}
