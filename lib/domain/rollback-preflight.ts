import { expiryOf } from './expiry.ts'
import type { SecretRights } from './rights.ts'
import { provenanceTags } from './rollback.ts'
import type { SecretVersion } from './secret.ts'

/** Why a rollback cannot go ahead as things stand. */
export type RollbackObstacle =
  | 'managed'
  | 'target_is_current'
  | 'target_disabled'
  | 'may_not_read'
  | 'may_not_set'
  /** Another version became current since the person asked for this rollback. */
  | 'current_changed'

export interface RollbackPreflight {
  /** The first is the one to show: the others may vanish with it. */
  obstacles: RollbackObstacle[]
  /** The target's expiry is in the past: a copy would be born expired, so the person chooses. */
  isTargetExpired: boolean
  /** A disabled current version answers no read, so nothing of its value can be compared. */
  isCurrentDisabled: boolean
}

/** What is known before the call. The server decides again: between this and the write another writer may come. */
export function rollbackPreflight(situation: {
  target: SecretVersion
  current: SecretVersion
  expectedCurrentVersion: string
  rights: Pick<SecretRights, 'read' | 'set'>
  nowMs: number
}): RollbackPreflight {
  const { target, current, rights } = situation
  const found: [RollbackObstacle, boolean][] = [
    ['managed', target.managed || current.managed],
    ['may_not_read', rights.read === 'no'],
    ['may_not_set', rights.set === 'no'],
    ['current_changed', current.version !== situation.expectedCurrentVersion],
    ['target_is_current', target.version === current.version],
    ['target_disabled', !target.enabled],
  ]
  return {
    obstacles: found.filter(([, isThere]) => isThere).map(([obstacle]) => obstacle),
    isTargetExpired: expiryOf(target.expiresOn, situation.nowMs).severity === 'overdue',
    isCurrentDisabled: !current.enabled,
  }
}

/** Tags by which teams commonly note who wrote a version; Key Vault itself keeps no author. */
const authorTags = ['updated-by', 'updatedby', 'created-by', 'createdby', 'rotated-by', 'rotatedby', 'author']

export interface Provenance {
  /** Who wrote the version as one of its tags claims, with that tag's name; null where no tag tells. */
  author: { tag: string; name: string } | null
  /** The version whose value it took over, where a rollback of Strongroom wrote it. */
  rolledBackTo: string | null
}

/** What a version's tags tell of where it came from. Anybody with the right to write may have set them. */
export function provenanceOf(tags: SecretVersion['tags']): Provenance {
  const [tag, name] =
    Object.entries(tags).find(([key, value]) => value !== '' && authorTags.includes(key.toLowerCase())) ?? []
  return {
    author: tag !== undefined && name !== undefined ? { tag, name } : null,
    rolledBackTo: Object.hasOwn(tags, provenanceTags.target) ? (tags[provenanceTags.target] ?? null) : null,
  }
}
