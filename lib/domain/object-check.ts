import * as z from 'zod/mini'
import { ObjectKind, ObjectTotals, VaultStatus } from './object.ts'
import type { ObjectEntry } from './object-entry.ts'
import { Problem } from './problem.ts'

/**
 * What no list of Key Vault's tells: each object has to be asked for it, so it is read when a person wants it and not
 * before. `versions` counts the versions of everything, a call for each 25; `rotation` reads the policy of each key.
 */
export const ObjectCheck = z.enum(['versions', 'rotation'])
export type ObjectCheck = z.infer<typeof ObjectCheck>

/** An object of more versions than this cannot be backed up: Key Vault refuses. Counting ends one beyond it. */
export const mostVersionsOfBackup = 500

/**
 * One value for each name: how many versions, at most 501; or when Key Vault next makes a version of a key by itself, in
 * Unix seconds, null where it never does.
 */
const CheckRows = z.object({
  vault: z.string(),
  kind: ObjectKind,
  names: z.array(z.string()),
  values: z.array(z.nullable(z.number())),
})
export type CheckRows = z.infer<typeof CheckRows>

/** A line of `GET /api/checks/…`, as those of `GET /api/objects`. */
export const CheckLine = z.object({
  rows: z.array(CheckRows),
  statuses: z.array(VaultStatus),
  totals: ObjectTotals,
  problems: z.optional(z.array(Problem)),
})
export type CheckLine = z.infer<typeof CheckLine>

/** What a check has found so far, by the ids of entries. What is not in it is not known. */
export interface CheckFindings {
  values: ReadonlyMap<string, number | null>
  statuses: readonly VaultStatus[]
  problems: readonly Problem[]
  vaultCount: number
  asOfMs: number
  isCancelled: boolean
}

export const nothingChecked = (asOfMs: number): CheckFindings => ({
  values: new Map(),
  statuses: [],
  problems: [],
  vaultCount: 0,
  asOfMs,
  isCancelled: false,
})

/** With what a line of the stream brings. */
export function withCheckLine(before: CheckFindings, line: CheckLine): CheckFindings {
  const values = new Map(before.values)
  for (const { vault, kind, names, values: found } of line.rows) {
    for (const [index, name] of names.entries()) values.set(`${vault}/${kind}/${name}`, found[index] ?? null)
  }
  return {
    ...before,
    values,
    statuses: [...before.statuses, ...line.statuses],
    problems: line.problems ? [...before.problems, ...line.problems] : before.problems,
    vaultCount: Math.max(before.vaultCount, line.totals.vaults),
  }
}

/** Entries with what checks have found of them; those of which nothing was found are the same objects as before. */
export function withFindings(
  entries: readonly ObjectEntry[],
  found: Partial<Record<ObjectCheck, Pick<CheckFindings, 'values'>>>,
): readonly ObjectEntry[] {
  const { versions, rotation } = found
  if (!versions && !rotation) return entries
  return entries.map((entry) => {
    const versionCount = versions?.values.get(entry.id)
    const rotates = rotation?.values.get(entry.id)
    if (versionCount === undefined && rotates === undefined) return entry
    return {
      ...entry,
      ...(versionCount !== undefined && { versionCount }),
      ...(rotates !== undefined && { rotatesMs: rotates === null ? Number.POSITIVE_INFINITY : rotates * 1000 }),
    }
  })
}

/** The checks without which a filter finds nothing. */
export function checksAskedBy(filter: string): ObjectCheck[] {
  return ObjectCheck.options.filter((check) => new RegExp(`(^|\\s)-?${check}[:=<>]`, 'i').test(filter))
}

/** Whether a check asks this object; what a certificate made it does not ask. */
export function wantsCheck(check: ObjectCheck, { kind, managed }: Pick<ObjectEntry, 'kind' | 'managed'>): boolean {
  return !managed && (check === 'versions' || kind === 'key')
}

/** Whether an object has so many versions that it cannot be backed up; false while that is not known. */
export function isVersionStorm({ versionCount }: Pick<ObjectEntry, 'versionCount'>): boolean {
  return versionCount !== null && versionCount > mostVersionsOfBackup
}

/** Whether Key Vault should have made the next version of a key by now; false while that is not known. */
export function isPastRotation({ rotatesMs }: Pick<ObjectEntry, 'rotatesMs'>, nowMs: number): boolean {
  return rotatesMs !== null && rotatesMs <= nowMs
}
