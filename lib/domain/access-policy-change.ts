import { type AccessChange, questionOf, reachedBy } from './access-change.ts'
import { actionsAt } from './access-deeds.ts'
import type { AccessEstate, AccessVault } from './access-estate.ts'
import { type AccessPolicy, type PolicyGrant, policyKey, spelledOut } from './access-policy.ts'
import { accessTo } from './effective-access.ts'

/** The entries of a vault with one of them changed, added or (null) removed. */
export function withPolicy(
  entries: readonly AccessPolicy[],
  key: Pick<AccessPolicy, 'objectId' | 'applicationId'>,
  wanted: PolicyGrant | null,
): AccessPolicy[] {
  const others = entries.filter((one) => policyKey(one) !== policyKey(key))
  const before = entries.find((one) => policyKey(one) === policyKey(key))
  if (!wanted) return others
  const { secrets, keys, certificates } = wanted
  const permissions = {
    ...{ secrets: [...secrets], keys: [...keys], certificates: [...certificates] },
    storage: before?.permissions.storage ?? [],
  }
  const { objectId, applicationId } = key
  return [...others, { objectId, ...(applicationId && { applicationId }), permissions }]
}

const entriesOf = (entries: readonly AccessPolicy[]): AccessVault['accessPolicies'] =>
  entries.map(({ objectId, applicationId, permissions: { storage: _, ...permissions } }) => ({
    objectId,
    ...(applicationId && { applicationId }),
    permissions,
  }))

/**
 * Who gains or loses what when the entry of one principal changes: it and, where it is a group, everybody in it. An entry for
 * one application is looked at as through that application. A vault of roles changes for nobody.
 */
export function policyChanges(
  { objectId, applicationId }: Pick<AccessPolicy, 'objectId' | 'applicationId'>,
  { vault, estate }: { vault: AccessVault; estate: AccessEstate },
  before: readonly AccessPolicy[],
  after: readonly AccessPolicy[],
): AccessChange[] {
  const through = { ...estate, applicationId: applicationId ?? estate.applicationId }
  const [then, now] = [before, after].map((entries) =>
    accessTo({ ...vault, accessPolicies: entriesOf(entries) }, through),
  )
  const actions = actionsAt(null, 'accessPolicy').filter(({ kind }) => kind === 'data')
  return reachedBy(objectId, estate).map(({ id, through: groups }) => {
    const differing = actions.flatMap((action) => {
      const [could, can] = [then, now].map((access) => access?.of(id, questionOf(action, null)).outcome === 'can')
      return could === can ? [] : { action, isGain: Boolean(can) }
    })
    return {
      principalId: id,
      through: groups,
      gained: differing.filter(({ isGain }) => isGain).map(({ action }) => action),
      lost: differing.filter(({ isGain }) => !isGain).map(({ action }) => action),
    }
  })
}

/** Whether an entry can fill a vault and empty it: one of these at least should be left to people. */
function manages({ permissions, applicationId }: AccessPolicy): boolean {
  if (applicationId) return false
  return (['secrets', 'keys', 'certificates'] as const).some((kind) => {
    const has = new Set(spelledOut(kind, permissions[kind]).map(({ name }) => name))
    return has.has('delete') && (has.has('set') || has.has('create'))
  })
}

export interface LockOut {
  /** No entry is left that may both write and delete, where there was one. */
  isLastManager: boolean
  /** The person at the page loses something themselves. */
  isOwn: boolean
}

/** What a change would lock out. @param ownId object id of whoever makes it, lower case */
export function lockOutBy(
  before: readonly AccessPolicy[],
  after: readonly AccessPolicy[],
  changes: readonly AccessChange[],
  ownId: string,
): LockOut {
  return {
    isLastManager: before.some(manages) && !after.some(manages),
    isOwn: changes.some(({ principalId, lost }) => principalId === ownId && lost.length > 0),
  }
}
