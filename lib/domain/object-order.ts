import type { ObjectEntry } from './object-entry.ts'

/** Columns whose values repeat among rows; an empty text is a value that is missing. */
const textKeys: Record<string, (entry: ObjectEntry) => string> = {
  kind: ({ kind }) => kind,
  vault: ({ vaultName }) => vaultName,
  environment: ({ environment }) => environment,
  owner: ({ owner }) => owner.toLowerCase(),
  renewal: ({ kind, managed }) => (managed ? 'certificate' : kind === 'certificate' ? 'policy' : ''),
  contentType: ({ contentType }) => contentType?.toLowerCase() ?? '',
  tags: ({ tags }) => Object.entries(tags).flat().join(' ').toLowerCase(),
}

/** Columns of numbers; one that is not finite is missing. */
const numberKeys: Record<string, (entry: ObjectEntry) => number> = {
  status: ({ enabled }) => (enabled ? 0 : 1),
  expires: ({ expiresMs }) => expiresMs,
  // The youngest first, as an age rises.
  age: ({ createdMs }) => (createdMs > 0 ? -createdMs : Number.NaN),
  versions: ({ versionCount }) => versionCount ?? Number.NaN,
  updated: ({ updatedMs }) => (updatedMs > 0 ? updatedMs : Number.NaN),
}

/** Rows by name and then by vault, whatever the case. */
export function sortByName(entries: readonly ObjectEntry[]): ObjectEntry[] {
  return [...entries].sort((left, right) => (left.searchText < right.searchText ? -1 : 1))
}

/**
 * Rows in the order of a column, 50,000 of them within a frame or two. What has no value comes last in either direction;
 * what is equal stays in the order of names. An unknown column is the name.
 * @param byName as sortByName gives them
 */
export function sortEntries(
  byName: readonly ObjectEntry[],
  column: string,
  isDescending: boolean,
): readonly ObjectEntry[] {
  if (Object.hasOwn(textKeys, column)) return byText(byName, textKeys[column] ?? (() => ''), isDescending)
  if (Object.hasOwn(numberKeys, column)) return byNumber(byName, numberKeys[column] ?? (() => 0), isDescending)
  return isDescending ? byName.toReversed() : byName
}

/** Few values among many rows: only the values are sorted. */
function byText(entries: readonly ObjectEntry[], keyOf: (entry: ObjectEntry) => string, isDescending: boolean) {
  const groups = Map.groupBy(entries, keyOf)
  const missing = groups.get('') ?? []
  groups.delete('')
  const keys = [...groups.keys()].sort()
  if (isDescending) keys.reverse()
  return [...keys.flatMap((key) => groups.get(key) ?? []), ...missing]
}

function byNumber(entries: readonly ObjectEntry[], keyOf: (entry: ObjectEntry) => number, isDescending: boolean) {
  const present: { entry: ObjectEntry; key: number }[] = []
  const missing: ObjectEntry[] = []
  for (const entry of entries) {
    const key = keyOf(entry)
    if (Number.isFinite(key)) present.push({ entry, key })
    else missing.push(entry)
  }
  present.sort(isDescending ? (left, right) => right.key - left.key : (left, right) => left.key - right.key)
  return [...present.map(({ entry }) => entry), ...missing]
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
