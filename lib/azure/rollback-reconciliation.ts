import 'server-only'
import { setTimeout as wait } from 'node:timers/promises'
import { provenanceTags } from '../domain/rollback.ts'
import type { SecretVersion } from '../domain/secret.ts'
import { AzureCallError } from './azure-call-error.ts'
import type { AzureContext } from './context.ts'
import { outcomeUnknown } from './outcome.ts'
import type { RollbackWrite, SecretPlace } from './rollback.ts'
import { allVersions, revealSecret } from './secrets.ts'

/** A connection that broke may have left a write on its way: it gets this long to show. */
const patienceMs = [0, 500, 1_500]

/**
 * Finds the version that a rollback wrote when its answer was lost, and writes nothing. The operation's tag decides.
 * Where 15 tags of the target's own left no room for it, a version counts as ours when it is the only new one and equal to
 * what was sent in value, content type, tags and dates: whoever wrote it, the secret now is what was asked for.
 * @throws the failure itself where Azure answered and nothing was written, else outcome_unknown
 */
export async function reconcileRollback(
  azure: AzureContext,
  place: SecretPlace,
  write: RollbackWrite,
  failure: unknown,
): Promise<SecretVersion> {
  for (const delayMs of failure instanceof AzureCallError ? [0] : patienceMs) {
    await wait(delayMs)
    const versions = await allVersions(azure, place.vaultName, place.secretName).catch(() => {
      throw outcomeUnknown(failure)
    })
    const found = await findWritten(azure, place, write, versions, failure)
    if (found) return found
  }
  // An answer of Azure ends the call on its side; without one, the write may still arrive.
  throw failure instanceof AzureCallError ? failure : outcomeUnknown(failure)
}

/**
 * The version among `versions` that a rollback wrote, undefined where none is. `write.current` is the version that was
 * current before it.
 * @throws outcome_unknown where more than one may be it, or the one that may cannot be read
 */
export async function findWritten(
  azure: AzureContext,
  place: SecretPlace,
  write: RollbackWrite,
  versions: SecretVersion[],
  failure?: unknown,
): Promise<SecretVersion | undefined> {
  const { plan, current, target, operationId } = write
  if (!plan.droppedTags.includes(provenanceTags.operation)) {
    return versions.find(({ tags }) => tags[provenanceTags.operation] === operationId)
  }
  const twins = versions.filter(
    (version) =>
      version.version !== target.version.version && isNewerOrTied(version, current) && isAsPlanned(version, write),
  )
  const [twin] = twins
  if (!twin) return undefined
  // Of one second with the former current version it may be older than that one; of several, any may be ours.
  if (twins.length > 1 || twin.createdOn === current.createdOn) throw outcomeUnknown(failure)
  const { value } = await revealSecret(azure, place.vaultName, place.secretName, twin.version).catch(() => {
    throw outcomeUnknown(failure)
  })
  return value === target.value ? twin : undefined
}

function isNewerOrTied(version: SecretVersion, current: SecretVersion): boolean {
  const isTheSame = version.version === current.version
  return !isTheSame && Date.parse(version.createdOn ?? '') >= Date.parse(current.createdOn ?? '')
}

function isAsPlanned(version: SecretVersion, { plan }: RollbackWrite): boolean {
  const tags = Object.entries(version.tags)
  return (
    version.contentType === plan.contentType &&
    version.expiresOn === plan.expiresOn &&
    version.notBefore === plan.notBefore &&
    tags.length === Object.keys(plan.tags).length &&
    tags.every(([name, value]) => plan.tags[name] === value)
  )
}
