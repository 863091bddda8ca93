import type { SecretComparison } from './rollback.ts'

type JsonObject = Record<string, unknown>

const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parseJsonObject(text: string): JsonObject | null {
  if (!/^\s*\{/.test(text)) return null
  try {
    const value: unknown = JSON.parse(text)
    return isJsonObject(value) ? value : null
  } catch {
    return null
  }
}

/** Equality of JSON values whatever the order of their keys. Without recursion: a value may nest 10,000 levels deep. */
function isSameJson(left: unknown, right: unknown): boolean {
  const pending: [unknown, unknown][] = [[left, right]]
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [a, b] = pair
    if (Object.is(a, b)) continue
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
    if (Array.isArray(a) !== Array.isArray(b)) return false
    const [aEntries, bKeys] = [Object.entries(a), Object.keys(b)]
    if (aEntries.length !== bKeys.length || !bKeys.every((key) => Object.hasOwn(a, key))) return false
    pending.push(...aEntries.map(([key, value]): [unknown, unknown] => [value, (b as JsonObject)[key]]))
  }
  return true
}

/**
 * What may be said of two values without showing either: whether they are equal, their lengths in characters, and for
 * two JSON objects the names of the top-level keys that `right` adds, removes or changes.
 */
export function compareSecretValues(left: string, right: string): SecretComparison {
  return {
    isEqual: left === right,
    leftLength: [...left].length,
    rightLength: [...right].length,
    json: compareJsonKeys(parseJsonObject(left), parseJsonObject(right)),
  }
}

function compareJsonKeys(left: JsonObject | null, right: JsonObject | null): SecretComparison['json'] {
  if (!left || !right) return null
  const shared = Object.keys(left).filter((key) => Object.hasOwn(right, key))
  return {
    added: Object.keys(right).filter((key) => !Object.hasOwn(left, key)),
    removed: Object.keys(left).filter((key) => !Object.hasOwn(right, key)),
    changed: shared.filter((key) => !isSameJson(left[key], right[key])),
  }
}
