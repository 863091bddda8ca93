import type { ObjectEntry } from './object-entry.ts'

/** What rows can be sorted by; a key that is missing comes last in either direction. */
const sortKeys: Record<string, (entry: ObjectEntry) => string | number | null> = {
  name: ({ searchText }) => searchText,
  kind: ({ kind }) => kind,
  vault: ({ vaultName }) => vaultName,
  environment: ({ environment }) => environment || null,
  owner: ({ owner }) => owner.toLowerCase() || null,
  status: ({ enabled }) => (enabled ? 0 : 1),
  expires: ({ expiresMs }) => (expiresMs === Number.POSITIVE_INFINITY ? null : expiresMs),
  // The oldest first, as an age rises.
  age: ({ createdMs }) => -createdMs || null,
  updated: ({ updatedMs }) => updatedMs || null,
  renewal: ({ kind, managed }) => (managed ? 0 : kind === 'certificate' ? 1 : null),
  contentType: ({ contentType }) => contentType?.toLowerCase() || null,
  tags: ({ tags }) => Object.entries(tags).flat().join(' ').toLowerCase() || null,
}

/** Rows in the order of a column; those that are equal in it, by name and vault. An unknown column is the name. */
export function sortEntries(entries: readonly ObjectEntry[], column: string, isDescending: boolean): ObjectEntry[] {
  const key = (Object.hasOwn(sortKeys, column) ? sortKeys[column] : undefined) ?? (({ searchText }) => searchText)
  const direction = isDescending ? -1 : 1
  return entries
    .map((entry) => ({ entry, key: key(entry) }))
    .sort((left, right) => {
      if (left.key !== right.key) {
        if (left.key === null) return 1
        if (right.key === null) return -1
        return left.key < right.key ? -direction : direction
      }
      return left.entry.searchText < right.entry.searchText ? -1 : 1
    })
    .map(({ entry }) => entry)
}

export interface EntryGroup {
  label: string
  entries: ObjectEntry[]
}

const groupLabels: Record<string, (entry: ObjectEntry) => string> = {
  kind: ({ kind }) => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`,
  vault: ({ vaultName }) => vaultName,
  environment: ({ environment }) => environment,
  owner: ({ owner }) => owner,
}

/** Rows in groups by name, each in the order they came in; those without a value at the end. */
export function groupEntries(entries: readonly ObjectEntry[], by: string): EntryGroup[] {
  const labelOf = (Object.hasOwn(groupLabels, by) ? groupLabels[by] : undefined) ?? (() => '')
  const groups = new Map<string, ObjectEntry[]>()
  for (const entry of entries) {
    const label = labelOf(entry)
    const group = groups.get(label)
    if (group) group.push(entry)
    else groups.set(label, [entry])
  }
  return [...groups]
    .sort(([left], [right]) => (left === '' ? 1 : right === '' ? -1 : left < right ? -1 : 1))
    .map(([label, group]) => ({ label: label || `No ${by}`, entries: group }))
}
