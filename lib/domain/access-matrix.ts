import type { AccessEstate, AccessVault, RoleAssignment } from './access-estate.ts'
import type { AccessReading } from './access-reading.ts'
import { type AccessHow, type AccessRight, cellLevel, cellOf, mergeCells } from './access-right.ts'
import { normalScope } from './access-scope.ts'
import type { AccessQuestion, Verdict } from './access-verdict.ts'
import { accessTo, type VaultAccess } from './effective-access.ts'
import { waysUp } from './group-ways.ts'
import { needOf, type ObjectCollection } from './rights.ts'
import { scopeIndexOf } from './scope-index.ts'

/** Every principal that reaches anything against every vault. */
export interface AccessMatrix {
  /** The widest reach first. */
  principalIds: readonly string[]
  /** By name. */
  vaultNames: readonly string[]
  /** Row by row, a cell (access-right.ts) for each vault. */
  cells: Uint16Array<ArrayBuffer>
}

/** What the rules of effective access need of a reading. */
export function estateOf(reading: AccessReading, now: number): { estate: AccessEstate; vaults: AccessVault[] } {
  const above = new Map(reading.subscriptions.map(({ id, managementGroupIds }) => [id, managementGroupIds]))
  return {
    estate: {
      roleDefinitions: new Map(reading.roles.map((role) => [role.id, role])),
      assignments: reading.assignments,
      denyAssignments: [],
      memberOf: new Map(reading.memberOf),
      applicationId: reading.applicationId,
      now,
    },
    vaults: reading.vaults
      .map((vault) => ({ ...vault, managementGroupIds: above.get(vault.subscriptionId) ?? [] }))
      .sort((left, right) => (left.name < right.name ? -1 : 1)),
  }
}

type DataQuestion = Extract<AccessQuestion, { kind: 'data' }>
type Asked = readonly [AccessRight, AccessQuestion]

const data = <C extends ObjectCollection>(collection: C, operation: Parameters<typeof needOf<C>>[1]): DataQuestion => {
  const { dataAction, policyPermission } = needOf(collection, operation)
  return { kind: 'data', collection, dataAction, policyPermission }
}
const dataQuestions: readonly (readonly [AccessRight, DataQuestion])[] = [
  ['read', data('secrets', 'read')],
  ['read', data('keys', 'decrypt')],
  ['read', data('keys', 'sign')],
  ['write', data('secrets', 'set')],
  ['write', data('secrets', 'delete')],
  ['write', data('keys', 'create')],
  ['write', data('certificates', 'create')],
]
const management = (right: AccessRight, action: string): Asked => [right, { kind: 'management', action }]
const manage = management('manage', 'Microsoft.KeyVault/vaults/write')
const assignRoles = management('grant', 'Microsoft.Authorization/roleAssignments/write')
const questionsOf: Record<AccessVault['permissionModel'], readonly Asked[]> = {
  rbac: [...dataQuestions, manage, assignRoles],
  // Whoever may write the vault may write its policies; whoever may assign roles may become one of those.
  accessPolicy: [
    ...dataQuestions,
    manage,
    assignRoles,
    management('grant', 'Microsoft.KeyVault/vaults/write'),
    management('grant', 'Microsoft.KeyVault/vaults/accessPolicies/write'),
  ],
}

/** What is held by virtue of a role that could be had is not held: a cell says so by its right to grant. */
const hows: Partial<Record<Verdict['outcome'], AccessHow>> = {
  can: 'now',
  unknown: 'condition',
  couldActivate: 'eligible',
}

/**
 * The rights of every principal on every vault. Each principal that something names is judged by itself, and its members
 * get what it has: rights add up, and Resource Graph tells no deny assignment that could take any. So the work grows with
 * the assignments, each times the vaults it reaches, and not with everybody times every vault.
 */
export function matrixOf({ estate, vaults }: { estate: AccessEstate; vaults: readonly AccessVault[] }): AccessMatrix {
  const alone: AccessEstate = { ...estate, memberOf: new Map() }
  const unconditional: AccessEstate = { ...alone, assignments: alone.assignments.map(withoutCondition) }
  const own = new Map<string, Uint16Array<ArrayBuffer>>()
  for (const [column, vault] of vaults.entries()) {
    const near = scopeIndexOf(alone.assignments).near(vault.id, vault.managementGroupIds)
    const named = Map.groupBy(near, ({ principalId }) => principalId)
    const access = accessTo(vault, alone)
    let freely: VaultAccess | undefined
    for (const id of new Set([...named.keys(), ...vault.accessPolicies.map(({ objectId }) => objectId)])) {
      const assigned = named.get(id) ?? []
      let cell = cellAt(access, vault, id, assigned)
      if (assigned.some(({ condition }) => condition)) {
        freely ??= accessTo(vault, unconditional)
        cell |= conditional(cellAt(freely, vault, id, assigned), cell)
      }
      if (cell === 0) continue
      const row = own.get(id) ?? new Uint16Array(vaults.length)
      own.set(id, row)
      row[column] = cell
    }
  }
  return sorted(
    vaults.map(({ name }) => name),
    withGroups(own, estate.memberOf),
  )
}

function withoutCondition({ condition: _, ...assignment }: RoleAssignment): RoleAssignment {
  return assignment
}

function cellAt(access: VaultAccess, vault: AccessVault, id: string, assigned: readonly RoleAssignment[]): number {
  let cell = 0
  const ask = ([right, question]: Asked) => {
    const how = hows[access.of(id, question).outcome]
    if (how) cell |= cellOf(right, how)
  }
  questionsOf[vault.permissionModel].forEach(ask)
  for (const { collection, objectName } of vault.permissionModel === 'rbac' ? objectsOf(vault, assigned) : []) {
    for (const [right, question] of dataQuestions) {
      if (question.collection === collection) ask([right, { ...question, objectName }])
    }
  }
  return cell
}

/** The objects of the vault for which something is assigned by itself. */
function objectsOf({ id }: AccessVault, assigned: readonly RoleAssignment[]) {
  const start = `${normalScope(id)}/`
  return assigned.flatMap(({ scope }) => {
    const normal = normalScope(scope)
    if (!normal.startsWith(start)) return []
    const [collection, objectName] = normal.slice(start.length).split('/')
    return collection && objectName ? [{ collection, objectName }] : []
  })
}

/** What would be there without conditions and is not with them: held where a condition is met. */
function conditional(freely: number, strictly: number): number {
  const more = freely & 0xf & ~strictly
  return more << 8
}

/** Adds to each principal what its groups have; members that nothing names get a row by their groups. */
function withGroups(
  own: ReadonlyMap<string, Uint16Array<ArrayBuffer>>,
  memberOf: AccessEstate['memberOf'],
): Map<string, Uint16Array<ArrayBuffer>> {
  const rows = new Map(own)
  for (const id of memberOf.keys()) {
    const groups = [...waysUp(id, memberOf).keys()].slice(1).flatMap((group) => own.get(group) ?? [])
    if (groups.length === 0) continue
    const before = own.get(id)
    const row = new Uint16Array(groups[0]?.length ?? 0)
    for (let column = 0; column < row.length; column++) {
      let through = 0
      for (const group of groups) through |= group[column] ?? 0
      row[column] = mergeCells(before?.[column] ?? 0, through)
    }
    rows.set(id, row)
  }
  return rows
}

function sorted(vaultNames: string[], rows: ReadonlyMap<string, Uint16Array<ArrayBuffer>>): AccessMatrix {
  const weighed = [...rows].map(([id, row]) => {
    let reach = 0
    let weight = 0
    for (const cell of row) {
      if (cell !== 0) reach += 1
      weight += cellLevel(cell)
    }
    return { id, row, reach, weight }
  })
  weighed.sort((left, right) => right.reach - left.reach || right.weight - left.weight || (left.id < right.id ? -1 : 1))
  const cells = new Uint16Array(weighed.length * vaultNames.length)
  for (const [place, { row }] of weighed.entries()) cells.set(row, place * vaultNames.length)
  return { principalIds: weighed.map(({ id }) => id), vaultNames, cells }
}
