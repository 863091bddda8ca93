import type { AccessEstate, AccessPolicyEntry, AccessVault, RoleDefinition } from './access-estate.ts'
import { grantWords } from './access-policy.ts'
import { normalScope, reaches } from './access-scope.ts'
import type { AccessQuestion } from './access-verdict.ts'
import { accessTo } from './effective-access.ts'
import { waysUp } from './group-ways.ts'
import type { KeyVaultAction } from './key-vault-action.ts'
import { actionsOfGrant, leastRoles, ownDataRoles, type PermittedAction, publishedMapping } from './policy-roles.ts'
import type { PrincipalType } from './role-assignment.ts'

/** From this day on Resource Manager takes no call for vaults by a version of its API before 2026-02-01. */
export const oldVersionsEnd = '2027-02-27'

/**
 * `builtIn`: built-in roles and those that are there, and a custom one where Microsoft's table names none.
 * `exact`: a custom role wherever those would let somebody read, use or change more than before.
 */
export type PlanChoice = 'builtIn' | 'exact'

/** What the plan needs to know of a principal. `type` is null where the directory did not tell it. */
export interface PlannedPrincipal {
  name: string
  type: PrincipalType | null
  /** The directory does not know it: deleted, or of another one. Azure assigns it nothing. */
  isGone: boolean
}

export interface PlanInput {
  vault: AccessVault
  estate: AccessEstate
  principal: (id: string) => PlannedPrincipal
}

/** A role that is made for entries that no other role fits. */
export interface CustomRole {
  id: string
  roleName: string
  description: string
  dataActions: readonly string[]
  /** ARM id of the subscription, where it can be assigned. */
  assignableScope: string
}

/** One entry and what becomes of it. */
export interface EntryPlan {
  entry: AccessPolicyEntry
  outcome: 'roles' | 'compound' | 'gone' | 'nothing'
  /** The template that it is just as. */
  template: string | null
  roles: readonly { id: string; roleName: string; isCustom: boolean; isHeld: boolean }[]
  /** What the principal could not do before. */
  over: readonly KeyVaultAction[]
}

/** Something that somebody can do now and not after the plan. */
export interface PlannedLoss {
  principalId: string
  /** Through this application alone. */
  applicationId?: string
  collection: PermittedAction['collection']
  permission: string
  dataAction: string
  reason: 'compound' | 'gone' | 'denied' | 'aside' | 'uncertain'
}

export type PlanStep =
  | { kind: 'createRole'; role: CustomRole }
  | {
      kind: 'assignRole'
      assignmentName: string
      principalId: string
      principalType: PrincipalType | null
      roleDefinitionId: string
      roleName: string
    }
  | { kind: 'wait' }
  | { kind: 'switchModel' }

export interface PolicyPlan {
  vaultName: string
  vaultId: string
  entries: readonly EntryPlan[]
  losses: readonly PlannedLoss[]
  /** In their order. Undone from the last to the first. */
  steps: readonly PlanStep[]
}

/**
 * The way of one vault from access policies to roles: the least roles for each entry, assigned before the permission model is
 * switched, and everything that somebody could do and could not afterwards. Entries stay where they are, so that the way
 * back is a switch.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-migration
 */
export function policyPlan({ vault, estate, principal }: PlanInput, choice: PlanChoice): PolicyPlan {
  const own = ownDataRoles(estate.roleDefinitions.values())
  const custom = new Map<string, CustomRole>()
  const entries = vault.accessPolicies.map((entry) => planEntry(entry))
  const steps: PlanStep[] = [
    ...[...custom.values()].map((role) => ({ kind: 'createRole' as const, role })),
    ...assignmentsOf(entries),
    { kind: 'wait' },
    { kind: 'switchModel' },
  ]
  return { vaultName: vault.name, vaultId: vault.id, entries, losses: lossesOf(), steps }

  function planEntry(entry: AccessPolicyEntry): EntryPlan {
    const permitted = actionsOfGrant(entry.permissions)
    const mapping = publishedMapping(entry.permissions)
    const plan = { entry, template: mapping?.template ?? null, roles: [], over: [] }
    if (permitted.length === 0) return { ...plan, outcome: 'nothing' }
    if (principal(entry.objectId).isGone) return { ...plan, outcome: 'gone' }
    if (entry.applicationId) return { ...plan, outcome: 'compound' }
    const wanted = permitted.filter(({ isAside }) => !isAside).map(({ dataAction }) => dataAction)
    const cover = leastRoles(wanted, own)
    const isTooMuch = cover?.over.some(({ isSensitive }) => isSensitive) ?? false
    const isCustom = !cover || (isTooMuch && (choice === 'exact' || mapping?.needsCustomRole === true))
    const chosen = isCustom ? [customRoleFor(entry, wanted)] : cover.roles
    return {
      ...plan,
      outcome: 'roles',
      roles: chosen.map(({ id, roleName }) => ({ id, roleName, isCustom, isHeld: isHeld(entry.objectId, id) })),
      over: isCustom ? [] : cover.over,
    }
  }

  function customRoleFor({ permissions }: AccessPolicyEntry, wanted: readonly string[]): CustomRole {
    const assignableScope = /^\/subscriptions\/[^/]+/i.exec(vault.id)?.[0] ?? vault.id
    const dataActions = [...new Set(wanted)].sort()
    const id = guidOf(`${assignableScope.toLowerCase()} ${dataActions.join(' ')}`)
    const known = custom.get(id) ?? {
      id,
      roleName: `Key Vault by policy ${id.slice(0, 8)}`,
      description: `What an access policy permitted: ${grantWords(permissions)}.`.slice(0, 1_024),
      dataActions,
      assignableScope,
    }
    // Made by the plan of another vault of the subscription.
    if (!estate.roleDefinitions.has(id)) custom.set(id, known)
    return known
  }

  /** Whether it holds the role here already, for certain and without an end. */
  function isHeld(principalId: string, roleId: string): boolean {
    return estate.assignments.some(
      (one) =>
        one.principalId === principalId &&
        one.roleDefinitionId === roleId &&
        !one.isEligible &&
        one.condition === undefined &&
        one.endsOn === undefined &&
        reaches(one.scope, vault.id, vault.managementGroupIds),
    )
  }

  function assignmentsOf(plans: readonly EntryPlan[]): Extract<PlanStep, { kind: 'assignRole' }>[] {
    return plans.flatMap(({ entry: { objectId }, roles }) =>
      roles
        .filter((role) => !role.isHeld)
        .map((role) => ({
          kind: 'assignRole' as const,
          // The same each time that it is worked out: a plan that is applied twice assigns nothing twice.
          assignmentName: guidOf(`${normalScope(vault.id)} ${objectId} ${role.id}`),
          principalId: objectId,
          principalType: principal(objectId).type,
          roleDefinitionId: role.id,
          roleName: role.roleName,
        })),
    )
  }

  /** What each entry let its principal, and everybody in it, do, and what of it the roles would not. */
  function lossesOf(): PlannedLoss[] {
    const after = accessTo({ ...vault, permissionModel: 'rbac' }, estateAfter({ vault, estate }, steps))
    const losses = new Map<string, PlannedLoss>()
    const objects = deniedObjects({ vault, estate })
    for (const { entry, outcome } of entries) {
      const { objectId, applicationId } = entry
      const isForeign = applicationId !== undefined
      for (const id of inside(objectId)) {
        for (const { collection, permission, dataAction, isAside } of actionsOfGrant(entry.permissions)) {
          const asked: AccessQuestion = { kind: 'data', collection, dataAction, policyPermission: permission }
          const verdicts = [
            asked,
            ...objects.filter((one) => one.collection === collection).map((one) => ({ ...asked, ...one })),
          ].map((question) => after.of(id, question))
          const lost = verdicts.find((one) => one.outcome !== 'can')
          if (!lost) continue
          const isDenied = lost.outcome === 'cannot' && lost.deniedBy.length > 0
          const reason = isDenied
            ? 'denied'
            : outcome === 'gone'
              ? 'gone'
              : outcome === 'compound'
                ? 'compound'
                : isAside
                  ? 'aside'
                  : 'uncertain'
          const loss = {
            ...({ principalId: id, collection, permission, dataAction, reason } as const),
            ...(isForeign && { applicationId }),
          }
          losses.set(`${id} ${applicationId ?? ''} ${collection} ${permission} ${dataAction}`, loss)
        }
      }
    }
    return [...losses.values()]
  }

  function inside(objectId: string): string[] {
    const members = [...estate.memberOf.keys()].filter(
      (id) => id !== objectId && waysUp(id, estate.memberOf).has(objectId),
    )
    return [objectId, ...members]
  }
}

/** The estate as the assignments of a plan leave it; the permission model is the vault's own matter. */
function estateAfter({ vault, estate }: Pick<PlanInput, 'vault' | 'estate'>, steps: readonly PlanStep[]): AccessEstate {
  const roles = steps.flatMap((step): RoleDefinition[] =>
    step.kind === 'createRole'
      ? [
          {
            ...{ id: step.role.id, roleName: step.role.roleName },
            permissions: [{ actions: [], notActions: [], dataActions: step.role.dataActions, notDataActions: [] }],
          },
        ]
      : [],
  )
  const assignments = steps.flatMap((step) =>
    step.kind === 'assignRole'
      ? [
          {
            id: `${vault.id}/providers/Microsoft.Authorization/roleAssignments/${step.assignmentName}`,
            scope: vault.id,
            roleDefinitionId: step.roleDefinitionId,
            principalId: step.principalId,
            isEligible: false,
          },
        ]
      : [],
  )
  return {
    ...estate,
    roleDefinitions: new Map([...estate.roleDefinitions, ...roles.map((role) => [role.id, role] as const)]),
    assignments: [...estate.assignments, ...assignments],
  }
}

/** Objects of the vault that a deny assignment is made at: access policies never asked for those. */
function deniedObjects({ vault, estate }: Pick<PlanInput, 'vault' | 'estate'>) {
  const prefix = `${normalScope(vault.id)}/`
  return estate.denyAssignments.flatMap(({ scope }) => {
    const at = normalScope(scope)
    const [, collection, objectName] =
      (at.startsWith(prefix) && /^(secrets|keys|certificates)\/([^/]+)$/.exec(at.slice(prefix.length))) || []
    return collection && objectName ? [{ collection: collection as PermittedAction['collection'], objectName }] : []
  })
}

/** A GUID that follows from a text (FNV-1a, four times): names that two readers of one plan agree on, and no secret. */
function guidOf(text: string): string {
  const parts = [0, 1, 2, 3].map((seed) => {
    let hash = 0x811c9dc5 ^ (seed * 0x9e3779b1)
    for (const character of `${seed} ${text}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
    return (hash >>> 0).toString(16).padStart(8, '0')
  })
  const hex = parts.join('')
  // Version 8: of one's own making. https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
