import type { SecretVersion } from './secret.ts'

type Dated = Pick<SecretVersion, 'version' | 'createdOn'>

const createdMs = (version: Dated) =>
  version.createdOn === null ? Number.NEGATIVE_INFINITY : Date.parse(version.createdOn)

/**
 * Versions with the newest first. Key Vault promises no order and keeps whole seconds only, so versions of one second are
 * ordered by their id: arbitrary, but the same on every page and every reload.
 * @see https://github.com/Azure/azure-sdk-for-net/issues/45792
 */
export function newestFirst<T extends Dated>(versions: readonly T[]): T[] {
  return [...versions].sort((left, right) => {
    const [leftMs, rightMs] = [createdMs(left), createdMs(right)]
    if (leftMs !== rightMs) return rightMs - leftMs
    return left.version < right.version ? -1 : left.version > right.version ? 1 : 0
  })
}

export interface CurrentVersion<T> {
  /** The version that a read without a version gets; undefined where there is none. */
  current: T | undefined
  /** Others made in the same second, any of which may be the current one. Empty where the current one is known. */
  tiedWith: T[]
}

/**
 * The current version among all of a secret's. `knownVersion` is one that is known to have been current, for example
 * because this page has just written it: it settles a tie, and gives way to any version made in a later second.
 */
export function currentVersionOf<T extends Dated>(versions: readonly T[], knownVersion?: string): CurrentVersion<T> {
  const [newest, ...older] = newestFirst(versions)
  if (!newest) return { current: undefined, tiedWith: [] }
  const tied = older.filter((version) => createdMs(version) === createdMs(newest))
  const known = [newest, ...tied].find((version) => version.version === knownVersion)
  return known ? { current: known, tiedWith: [] } : { current: newest, tiedWith: tied }
}

/** `newestFirst` with the current version at the top, so that a tie does not show it below the one it replaced. */
export function currentFirst<T extends Dated>(versions: readonly T[], knownVersion?: string): T[] {
  const { current } = currentVersionOf(versions, knownVersion)
  const rest = newestFirst(versions).filter((version) => version.version !== current?.version)
  return current ? [current, ...rest] : rest
}

/** Versions that are there now, were not there before, and are not the one that was written in between: another writer's. */
export function unexpectedVersions<T extends Dated>(
  versions: readonly T[],
  knownBefore: ReadonlySet<string>,
  writtenVersion: string,
): T[] {
  return newestFirst(versions).filter(({ version }) => version !== writtenVersion && !knownBefore.has(version))
}
