import 'server-only'
import { config } from '../config.ts'
import { graphRemedy } from '../domain/graph-consent.ts'
import type { Principal } from '../domain/principal.ts'
import type { Problem } from '../domain/problem.ts'
import type { AccessPart, VaultAssignment, VaultAssignments } from '../domain/vault-assignments.ts'
import { AzureCallError } from './azure-call-error.ts'
import { pagesOf } from './call-scope.ts'
import { authorizationClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { membersOf, namePrincipals } from './principals.ts'
import { requireVault } from './role-assignments.ts'

/** Groups whose members are read; beyond that a group stands for itself. */
const mostGroups = 100

const lastPart = (id = '') => id.slice(id.lastIndexOf('/') + 1).toLowerCase()
const lower = (names: readonly string[] | null | undefined) => (names ?? []).map((name) => name.toLowerCase())

/**
 * Who holds which role at a vault, above it and at its objects, with the groups' members, by seven calls where there are
 * few groups. What cannot be read is named, and the rest stands: access policies come with the vault itself.
 * @param extraGroup a group to whom something is to be given, so that its members are told too
 */
export async function readVaultAssignments(
  azure: AzureContext,
  vaultName: string,
  extraGroup?: string,
): Promise<VaultAssignments> {
  const { vault, accessPolicies } = await requireVault(azure, vaultName)
  const client = authorizationClient(azure, vault.subscriptionId)
  const problems: Problem[] = []
  const unread: AccessPart[] = []
  const unless = async <T>(part: AccessPart, reading: Promise<T[]>): Promise<T[]> =>
    reading.catch((error: unknown) => {
      if (azure.signal.aborted || (isAboutThePerson(error) && !ofGraph.has(part))) throw error
      // Without that licence nobody is eligible for anything, and nothing ends by itself.
      if (error instanceof AzureCallError && error.code === 'AadPremiumLicenseRequired') return []
      problems.push({ ...problemOf(error).problem, ...partWords[part] })
      unread.push(part)
      return []
    })
  const [listed, eligible, ends, definitions, denials] = await Promise.all([
    unless('assignments', all(azure, client.roleAssignments.listForScope(vault.id).byPage())),
    unless('eligible', all(azure, client.roleEligibilityScheduleInstances.listForScope(vault.id).byPage())),
    unless('ends', all(azure, client.roleAssignmentScheduleInstances.listForScope(vault.id).byPage())),
    unless('roles', all(azure, client.roleDefinitions.list(vault.id).byPage())),
    unless('denials', all(azure, client.denyAssignments.listForScope(vault.id).byPage())),
  ])
  const endOf = new Map(ends.map((one) => [one.originRoleAssignmentId?.toLowerCase(), one.endDateTime]))
  const assignments = [
    ...listed.map((one) => toAssignment({ ...one, ...endsBy(endOf.get(one.id?.toLowerCase())) }, false)),
    ...eligible.map((one) => toAssignment(one, true)),
  ]
  const ids = [
    ...new Set([
      ...assignments.map((one) => one.principalId),
      ...accessPolicies.map((one) => one.objectId.toLowerCase()),
    ]),
  ]
  const named = await unless('names', namePrincipals(azure, ids))
  const groups = new Set([
    ...assignments.filter((one) => one.principalType === 'Group').map((one) => one.principalId),
    ...named.filter((one) => one.type === 'Group').map((one) => one.id),
    ...(extraGroup ? [extraGroup] : []),
  ])
  const members = await unless('members', membersOf(azure, [...groups].slice(0, mostGroups)))
  const memberships = members.flatMap(({ id, members: found }) => found.map((one) => [one.id, id] as const))
  return {
    applicationId: config().clientId.toLowerCase(),
    vault: {
      id: vault.id,
      name: vault.name,
      permissionModel: vault.permissionModel,
      // What is listed for a vault reaches it, so its management groups are those that something is assigned at.
      managementGroupIds: [
        ...new Set(assignments.map(({ scope }) => scope).filter((scope) => /\/managementGroups\//i.test(scope))),
      ],
      accessPolicies: accessPolicies.map(({ objectId, applicationId, permissions }) => ({
        objectId: objectId.toLowerCase(),
        ...(applicationId && { applicationId: applicationId.toLowerCase() }),
        permissions: {
          secrets: lower(permissions.secrets),
          keys: lower(permissions.keys),
          certificates: lower(permissions.certificates),
        },
      })),
    },
    assignments,
    roles: definitions.map(({ name, roleName, permissions }) => ({
      id: lastPart(name),
      roleName: roleName ?? lastPart(name),
      permissions: (permissions ?? []).map(rightsOf),
    })),
    denyAssignments: denials.map((one) => ({
      id: one.id ?? '',
      name: one.denyAssignmentName ?? one.name ?? '',
      scope: one.scope ?? vault.id,
      permissions: (one.permissions ?? []).map(rightsOf),
      principalIds: lower(one.principals?.map(({ id }) => id ?? '')),
      excludedPrincipalIds: lower(one.excludePrincipals?.map(({ id }) => id ?? '')),
      isForScopeOnly: one.doNotApplyToChildScopes ?? false,
    })),
    principals: distinct([...named, ...members.flatMap((one) => one.members)]),
    memberOf: [...Map.groupBy(memberships, ([id]) => id)].map(([id, found]) => [id, found.map(([, group]) => group)]),
    problems,
    unread,
  }
}

/** Parts that Microsoft Graph tells: no page fails for want of them, whatever the reason. */
const ofGraph = new Set<AccessPart>(['names', 'members'])

const partWords: Record<AccessPart, { subject: string; remedy: string }> = {
  assignments: {
    subject: 'role assignments',
    remedy:
      'Who holds a role is not known. Reading it needs Microsoft.Authorization/roleAssignments/read, as in Reader.',
  },
  roles: { subject: 'role definitions', remedy: 'What a role allows is not known, so it counts for nothing here.' },
  eligible: { subject: 'roles that wait to be activated', remedy: 'They are missing from what follows.' },
  ends: { subject: 'ends of role assignments', remedy: 'A role may end by itself without being shown so.' },
  denials: { subject: 'deny assignments', remedy: 'What they forbid is not known.' },
  names: { subject: 'names', remedy: `Ids stand in their place. ${graphRemedy}` },
  members: { subject: 'members of groups', remedy: `A group stands for itself. ${graphRemedy}` },
}

const endsBy = (endDateTime: Date | undefined) => endDateTime && { endDateTime }

async function all<T>(azure: AzureContext, pages: AsyncIterable<T[]>): Promise<T[]> {
  const found: T[] = []
  for await (const page of pagesOf(azure, pages)) found.push(...page)
  return found
}

interface Listed {
  id?: string
  name?: string
  scope?: string
  roleDefinitionId?: string
  principalId?: string
  principalType?: string
  condition?: string
  description?: string
  createdOn?: Date
  endDateTime?: Date
}

function toAssignment(one: Listed, isEligible: boolean): VaultAssignment {
  return {
    id: one.id ?? '',
    name: lastPart(one.name),
    scope: one.scope ?? '',
    roleDefinitionId: lastPart(one.roleDefinitionId),
    principalId: (one.principalId ?? '').toLowerCase(),
    principalType: one.principalType ?? 'Unknown',
    ...(one.condition && { condition: one.condition }),
    ...(one.description && { description: one.description }),
    ...(one.createdOn && { createdOn: one.createdOn.toISOString() }),
    ...(one.endDateTime && { endsOn: one.endDateTime.toISOString() }),
    isEligible,
  }
}

interface ListedRights {
  actions?: string[]
  notActions?: string[]
  dataActions?: string[]
  notDataActions?: string[]
}

function rightsOf({ actions = [], notActions = [], dataActions = [], notDataActions = [] }: ListedRights) {
  return { actions, notActions, dataActions, notDataActions }
}

const distinct = (principals: Principal[]) => [...new Map(principals.map((one) => [one.id, one])).values()]
