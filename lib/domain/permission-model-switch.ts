import type { AccessQuestion } from './access-verdict.ts'
import { accessTo, type VaultAccess } from './effective-access.ts'
import { type KeyVaultAction, keyVaultActions } from './key-vault-action.ts'
import type { ObjectCollection } from './rights.ts'
import type { PermissionModel } from './vault.ts'
import { estateOf, type VaultAssignments } from './vault-assignments.ts'

/** What one principal can do to a vault's data under one permission model and not under the other. */
export interface ModelSwitchEffect {
  principalId: string
  /** In words, such as "read the values of secrets". */
  lost: string[]
  gained: string[]
}

/**
 * Who loses and who gains what when a vault's permission model is switched: roles and policies are both asked, with
 * everything else as it is. Where a condition of a role decides, it counts as had. Those whom it changes nothing for are
 * left out; who loses most comes first.
 */
export function effectsOfModel(
  reading: VaultAssignments,
  to: PermissionModel,
  nowSeconds: number,
): ModelSwitchEffect[] {
  const { vault, estate } = estateOf(reading, nowSeconds)
  const before = accessTo(vault, estate)
  const after = accessTo({ ...vault, permissionModel: to }, estate)
  const questions = questionsAbout(reading)
  return principalsOf(reading)
    .map((principalId) => {
      const had = wordsOf(before, principalId, questions)
      const has = wordsOf(after, principalId, questions)
      return { principalId, lost: without(had, has), gained: without(has, had) }
    })
    .filter(({ lost, gained }) => lost.length > 0 || gained.length > 0)
    .toSorted((left, right) => right.lost.length - left.lost.length)
}

const without = (these: ReadonlySet<string>, those: ReadonlySet<string>) => [...these].filter((one) => !those.has(one))

function wordsOf(access: VaultAccess, principalId: string, questions: readonly Question[]): Set<string> {
  const holds = questions.filter(({ question }) => {
    const { outcome } = access.of(principalId, question)
    return outcome === 'can' || outcome === 'unknown'
  })
  return new Set(holds.map(({ words }) => words))
}

interface Question {
  words: string
  question: AccessQuestion
}

/** Every data action at the whole vault, and at each object that a role is assigned for alone. */
function questionsAbout({ vault, assignments }: VaultAssignments): Question[] {
  const actions = keyVaultActions.filter(
    (one): one is DataAction => one.kind === 'data' && one.collection !== undefined,
  )
  const prefix = `${vault.id.toLowerCase()}/`
  const objects = assignments.flatMap(({ scope }) => {
    const [, collection, objectName] = /^(secrets|keys|certificates)\/([^/]+)$/i.exec(scope.slice(prefix.length)) ?? []
    const isInside = scope.toLowerCase().startsWith(prefix) && collection && objectName
    return isInside ? [{ collection: collection.toLowerCase(), objectName }] : []
  })
  const named = [...new Map(objects.map((one) => [`${one.collection}/${one.objectName}`, one])).values()]
  return actions.flatMap((action) => [
    { words: action.words, question: questionOf(action) },
    ...named
      .filter(({ collection }) => collection === action.collection)
      .map(({ objectName }) => ({
        words: `${action.words}: ${objectName}`,
        question: { ...questionOf(action), objectName },
      })),
  ])
}

type DataAction = KeyVaultAction & { collection: ObjectCollection }

const questionOf = ({ action, collection, policyPermission = '' }: DataAction) => ({
  kind: 'data' as const,
  collection,
  dataAction: action,
  policyPermission,
})

function principalsOf({ vault, assignments, memberOf }: VaultAssignments): string[] {
  return [
    ...new Set([
      ...vault.accessPolicies.map(({ objectId }) => objectId.toLowerCase()),
      ...assignments.map(({ principalId }) => principalId.toLowerCase()),
      ...memberOf.map(([principalId]) => principalId.toLowerCase()),
    ]),
  ]
}
