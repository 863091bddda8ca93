import { allowsAction } from './access-action.ts'
import { type FindingId, findingWords } from './access-finding-words.ts'
import type { AccessReading, ListedAssignment, PrincipalType } from './access-reading.ts'
import { normalScope, reaches } from './access-scope.ts'
import { scopeWords } from './access-source.ts'
import { type Command, commandLine } from './command-line.ts'
import { environmentOf } from './object-entry.ts'
import { needOf } from './rights.ts'

/** What a person should look at: the rows behind it, and how each is put right. Words: access-finding-words.ts. */
export interface AccessFinding {
  id: FindingId
  rows: readonly FindingRow[]
}

export interface FindingRow {
  principalId: string
  /** Where, as a person knows it. */
  place: string
  /** What is held there, in a few words. */
  what: string
  fix: readonly Command[]
}

type Role = AccessReading['roles'][number]

/** What the rules ask of a reading, worked out once. */
interface Facts {
  reading: AccessReading
  typeOf: (principalId: string) => PrincipalType
  /** A person, or a group with a person in it. */
  isHuman: (principalId: string) => boolean
  roleOf: (assignment: ListedAssignment) => Role | undefined
  environments: ReadonlyMap<string, string>
  /** The vaults that an assignment reaches, wholly or in part. */
  vaultsOf: (assignment: ListedAssignment) => readonly AccessReading['vaults'][number][]
}

const administrator = '00482a5a-887f-4fb3-b363-3b7fe8e74483'
/** Key Vault's narrow roles for users of secrets, certificates and keys. */
const userRoles = new Set([
  '4633458b-17de-408a-b874-0445c86b69e6',
  'db79e9a7-68ee-4b58-9aeb-b90e7c24fcba',
  '12338af0-0e69-4776-bea7-57ae8d297424',
])
const vaultInScope = /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.keyvault\/vaults\/[^/]+)/i
const letsIn = [
  'Microsoft.KeyVault/vaults/write',
  'Microsoft.KeyVault/vaults/accessPolicies/write',
  'Microsoft.Authorization/roleAssignments/write',
]
const reads = needOf('secrets', 'read')
const writes = needOf('secrets', 'set')

/** Every finding of a complete reading that has a row, the gravest first. */
export function findingsOf(reading: AccessReading): AccessFinding[] {
  const facts = factsOf(reading)
  const rules: Record<FindingId, (facts: Facts) => FindingRow[]> = {
    selfHelp,
    humanWrite,
    standingAdministrator,
    twoEnvironments,
    userAndAdministrator,
    orphanedScope,
    gonePrincipal,
  }
  return (Object.keys(findingWords) as FindingId[]) // the keys of a literal
    .map((id) => ({ id, rows: rules[id](facts) }))
    .filter(({ rows }) => rows.length > 0)
}

function factsOf(reading: AccessReading): Facts {
  const roles = new Map(reading.roles.map((role) => [role.id, role]))
  const types = new Map(reading.assignments.map(({ principalId, principalType }) => [principalId, principalType]))
  for (const { id, type } of reading.principals) if (type !== 'unknown') types.set(id, type)
  const above = new Map(reading.subscriptions.map(({ id, managementGroupIds }) => [id, managementGroupIds]))
  const byId = new Map(reading.vaults.map((vault) => [normalScope(vault.id), vault]))
  const byScope = new Map<string, readonly AccessReading['vaults'][number][]>()
  const reachedFrom = (scope: string) => {
    // Most assignments are at a vault or in one, and there may be thousands.
    const vaultId = vaultInScope.exec(scope)?.[1]
    if (vaultId) return [byId.get(normalScope(vaultId)) ?? []].flat()
    return reading.vaults.filter(({ id, subscriptionId }) => reaches(scope, id, above.get(subscriptionId)))
  }
  const withPeople = new Set(reading.memberOf.flatMap(([id, groups]) => (types.get(id) === 'user' ? groups : [])))
  return {
    reading,
    typeOf: (id) => types.get(id) ?? 'unknown',
    isHuman: (id) => types.get(id) === 'user' || withPeople.has(id),
    roleOf: ({ roleDefinitionId }) => roles.get(roleDefinitionId),
    environments: new Map(reading.vaults.map(({ id, name, tags }) => [id, environmentOf({ tags, vaultName: name })])),
    vaultsOf({ scope }) {
      const key = normalScope(scope)
      const found = byScope.get(key) ?? reachedFrom(scope)
      byScope.set(key, found)
      return found
    },
  }
}

const allows = (role: Role | undefined, action: string, kind: 'actions' | 'dataActions') =>
  role?.permissions.some((one) =>
    allowsAction(
      kind === 'actions'
        ? { allowed: one.actions, excluded: one.notActions }
        : { allowed: one.dataActions, excluded: one.notDataActions },
      action,
    ),
  ) ?? false

function selfHelp({ reading, roleOf, vaultsOf }: Facts): FindingRow[] {
  return reading.assignments.flatMap((one) => {
    const role = roleOf(one)
    if (one.isEligible || !letsIn.some((action) => allows(role, action, 'actions'))) return []
    const count = vaultsOf(one).filter(({ permissionModel }) => permissionModel === 'accessPolicy').length
    const suffix = `, which holds ${count} ${count === 1 ? 'vault' : 'vaults'} with policies`
    return count > 0 ? [rowOf(reading, one, role, removal(one), suffix)] : []
  })
}

function humanWrite({ reading, isHuman, roleOf, vaultsOf, environments }: Facts): FindingRow[] {
  const isProduction = ({ id }: { id: string }) => environments.get(id) === 'production'
  const byRole = reading.assignments.flatMap((one) => {
    const role = roleOf(one)
    if (one.isEligible || !isHuman(one.principalId) || !allows(role, writes.dataAction, 'dataActions')) return []
    const isFound = vaultsOf(one).some((vault) => vault.permissionModel === 'rbac' && isProduction(vault))
    return isFound ? [rowOf(reading, one, role, removal(one))] : []
  })
  const byPolicy = reading.vaults.filter(isProduction).flatMap((vault) =>
    policiesOf(vault).flatMap(({ objectId, permissions }) => {
      const isWriting = permissions.secrets.some((name) => name === 'all' || name === writes.policyPermission)
      return isWriting && isHuman(objectId) ? [policyRow(vault, objectId, 'An access policy that writes')] : []
    }),
  )
  return [...byRole, ...byPolicy]
}

function standingAdministrator({ reading, roleOf }: Facts): FindingRow[] {
  return reading.assignments
    .filter(({ roleDefinitionId, isEligible }) => roleDefinitionId === administrator && !isEligible)
    .map((one) => rowOf(reading, one, roleOf(one), removal(one)))
}

function twoEnvironments({ reading, typeOf, roleOf, vaultsOf, environments }: Facts): FindingRow[] {
  const reached = new Map<string, Map<string, Set<string>>>()
  const note = (id: string, vault: { id: string; name: string }) => {
    const environment = environments.get(vault.id)
    if (!environment || typeOf(id) !== 'servicePrincipal') return
    const own = reached.get(id) ?? new Map<string, Set<string>>()
    reached.set(id, own.set(environment, (own.get(environment) ?? new Set()).add(vault.name)))
  }
  for (const one of reading.assignments) {
    if (one.isEligible || !allows(roleOf(one), reads.dataAction, 'dataActions')) continue
    for (const vault of vaultsOf(one)) if (vault.permissionModel === 'rbac') note(one.principalId, vault)
  }
  for (const vault of reading.vaults) {
    for (const { objectId, permissions } of policiesOf(vault)) {
      if (permissions.secrets.some((name) => name === 'all' || name === reads.policyPermission)) note(objectId, vault)
    }
  }
  return [...reached].flatMap(([principalId, own]) => {
    if (own.size < 2) return []
    const parts = [...own].map(([environment, names]) => `${environment}: ${[...names].slice(0, 3).join(', ')}`)
    return [{ principalId, place: parts.join('; '), what: `Reads secrets of ${own.size} environments`, fix: [] }]
  })
}

function userAndAdministrator({ reading, roleOf, vaultsOf }: Facts): FindingRow[] {
  const held = reading.assignments.filter(({ isEligible }) => !isEligible)
  const wide = Map.groupBy(
    held.filter(({ roleDefinitionId }) => roleDefinitionId === administrator),
    ({ principalId }) => principalId,
  )
  return held.flatMap((one) => {
    if (!userRoles.has(one.roleDefinitionId)) return []
    const administered = new Set(wide.get(one.principalId)?.flatMap((other) => vaultsOf(other).map(({ id }) => id)))
    const isBoth = vaultsOf(one).some(({ id }) => administered.has(id))
    return isBoth ? [rowOf(reading, one, roleOf(one), removal(one), ', beside Key Vault Administrator')] : []
  })
}

/** A vault that is not listed may also be one that the reader must not see; only its assignments are then told by Azure. */
function orphanedScope({ reading, roleOf }: Facts): FindingRow[] {
  const there = new Set(reading.vaults.map(({ id }) => normalScope(id)))
  return reading.assignments.flatMap((one) => {
    const vaultId = vaultInScope.exec(one.scope)?.[1]
    if (!vaultId || there.has(normalScope(vaultId))) return []
    return [rowOf(reading, one, roleOf(one), removal(one), ', a vault that is not there')]
  })
}

function gonePrincipal({ reading, roleOf }: Facts): FindingRow[] {
  const gone = new Set(reading.principals.filter(({ isGone }) => isGone).map(({ id }) => id))
  const byRole = reading.assignments.filter(({ principalId }) => gone.has(principalId))
  const byPolicy = reading.vaults.flatMap((vault) =>
    policiesOf(vault).flatMap(({ objectId }) =>
      gone.has(objectId) ? [policyRow(vault, objectId, 'An access policy')] : [],
    ),
  )
  return [...byRole.map((one) => rowOf(reading, one, roleOf(one), removal(one))), ...byPolicy]
}

const policiesOf = ({ permissionModel, accessPolicies }: AccessReading['vaults'][number]) =>
  permissionModel === 'accessPolicy' ? accessPolicies : []

function rowOf(
  { subscriptions }: AccessReading,
  { principalId, scope, roleDefinitionId }: ListedAssignment,
  role: Role | undefined,
  fix: readonly Command[],
  suffix = '',
): FindingRow {
  const nameOf = (id: string) => subscriptions.find((one) => one.id === id)?.name ?? id
  return { principalId, place: `${scopeWords(scope, nameOf)}${suffix}`, what: role?.roleName ?? roleDefinitionId, fix }
}

function removal({ id }: ListedAssignment): Command[] {
  return [
    { label: 'Azure CLI', text: commandLine('az', 'role', 'assignment', 'delete', '--ids', id) },
    { label: 'PowerShell', text: `Remove-AzResource -ResourceId '${id.replaceAll("'", "''")}'` },
  ]
}

function policyRow({ name }: { name: string }, principalId: string, what: string): FindingRow {
  const words = ['az', 'keyvault', 'delete-policy', '--name', name, '--object-id', principalId]
  const powershell = `Remove-AzKeyVaultAccessPolicy -VaultName ${name} -ObjectId ${principalId}`
  return {
    principalId,
    place: `Vault ${name}`,
    what,
    fix: [
      { label: 'Azure CLI', text: commandLine(...words) },
      { label: 'PowerShell', text: powershell },
    ],
  }
}
