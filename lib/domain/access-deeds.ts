import { questionOf } from './access-change.ts'
import type { Verdict } from './access-verdict.ts'
import type { VaultAccess } from './effective-access.ts'
import { type KeyVaultAction, keyVaultActions } from './key-vault-action.ts'
import { needOfDataAction } from './rights.ts'
import type { ObjectPath } from './role-assignment.ts'
import type { PermissionModel } from './vault.ts'

/** What somebody can do at a place, by how far: an outcome without any action is left out. */
export interface Deeds {
  outcome: Exclude<Verdict['outcome'], 'cannot'>
  actions: readonly KeyVaultAction[]
}

/** Roles have one action to list keys or certificates and to read one; access policies have two permissions. */
const listings: readonly KeyVaultAction[] = (['keys', 'certificates'] as const).map((collection) => ({
  action: `Microsoft.KeyVault/vaults/${collection}/read`,
  kind: 'data',
  words: `list ${collection}`,
  collection,
  policyPermission: 'list',
  isSensitive: false,
}))

const outcomes = ['can', 'unknown', 'couldActivate', 'couldGrantItself'] as const

/** What is asked of a place: everything of a vault; of an object what concerns its kind, and who may give access to it. */
export function actionsAt(object: ObjectPath | null, permissionModel: PermissionModel): readonly KeyVaultAction[] {
  const actions = permissionModel === 'accessPolicy' ? [...keyVaultActions, ...listings] : keyVaultActions
  if (!object) return actions
  return actions.filter(({ action, collection }) =>
    collection ? object.startsWith(`${collection}/`) : action === 'Microsoft.Authorization/roleAssignments/write',
  )
}

/** @param principalId lower case */
export function deedsAt(
  access: VaultAccess,
  principalId: string,
  object: ObjectPath | null,
  permissionModel: PermissionModel,
): Deeds[] {
  const asked = actionsAt(object, permissionModel).map((action) => ({
    action,
    outcome: access.of(principalId, questionOf(action, object)).outcome,
  }))
  return outcomes.flatMap((outcome) => {
    const actions = asked.filter((one) => one.outcome === outcome).map(({ action }) => action)
    return actions.length > 0 ? [{ outcome, actions }] : []
  })
}

/** A right in a few words, such as "Read values". */
export function deedLabel({ action, words, policyPermission }: KeyVaultAction): string {
  return needOfDataAction(action, policyPermission)?.deed ?? words.charAt(0).toUpperCase() + words.slice(1)
}

/** Rights in one line: what uses or changes something first, and "everything with keys" for all of a kind. */
export function deedLine(actions: readonly KeyVaultAction[], most = 4): { text: string; more: number } {
  const chosen = new Set(actions.map(({ action }) => action))
  const whole = (['secrets', 'keys', 'certificates'] as const).filter((kind) =>
    keyVaultActions.every(({ action, collection }) => collection !== kind || chosen.has(action)),
  )
  const rest = actions
    .filter(({ collection }) => !collection || !whole.some((kind) => kind === collection))
    .toSorted((left, right) => Number(right.isSensitive) - Number(left.isSensitive))
  const labels = [...new Set([...whole.map((kind) => `Everything with ${kind}`), ...rest.map(deedLabel)])]
  return { text: labels.slice(0, most).join(', '), more: Math.max(0, labels.length - most) }
}
