import 'server-only'
import type { ObjectKind } from '../domain/object.ts'

/** One list to read. */
export interface ReadingTask {
  vaultName: string
  kind: ObjectKind
}

/**
 * The order in which the lists of many vaults are read. Each vault is a host of its own, whose first connection costs more
 * than a page: whoever has read one list of a vault goes on with its next one on the same connection. Side by side they
 * are read when there is nobody else left to begin with.
 */
export function readingPlan(vaultNames: readonly string[], kinds: readonly ObjectKind[]) {
  const left = new Map<string, ObjectKind[]>()
  let begun = 0

  function take(vaultName: string): ReadingTask | undefined {
    const rest = left.get(vaultName)
    const kind = rest?.shift()
    if (rest?.length === 0) left.delete(vaultName)
    return kind && { vaultName, kind }
  }

  return {
    /** @param last the vault whose list was read just now */
    next(last?: string): ReadingTask | undefined {
      const same = last === undefined ? undefined : take(last)
      if (same) return same
      const unbegun = vaultNames[begun]
      if (unbegun !== undefined) {
        begun += 1
        left.set(unbegun, [...kinds])
        return take(unbegun)
      }
      for (const vaultName of left.keys()) return take(vaultName)
      return undefined
    },
  }
}
