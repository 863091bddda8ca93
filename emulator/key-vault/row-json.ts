const written = new WeakMap<object, { item: object; json: string }>()

/**
 * An item of a list as JSON. It is written anew only when it says something else than the last time: three quarters of
 * what a page costs is its JSON, and most pages are asked for again unchanged.
 * @param row the object that the item tells of
 */
export function jsonOfRow(row: object, item: object): string {
  const last = written.get(row)
  if (last && saysTheSame(last.item, item)) return last.json
  const json = JSON.stringify(item)
  written.set(row, { item, json })
  return json
}

function saysTheSame(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (!isRecord(left) || !isRecord(right) || Array.isArray(left) !== Array.isArray(right)) return false
  let more = 0
  for (const key in left) {
    if (!saysTheSame(left[key], right[key])) return false
    more += 1
  }
  for (const _ in right) more -= 1
  return more === 0
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
