import type { OrderedMap } from '../ordered-map.ts'

/**
 * Makes a function that tells the earliest time that any value of a map names; never, when none does. It looks at all of
 * them only when the map has changed, so that asking at every call costs nothing.
 */
export function earliestOf<Value>(timeOf: (value: Value) => number | undefined) {
  const known = new WeakMap<OrderedMap<Value>, { changes: number; time: number }>()
  return (map: OrderedMap<Value>): number => {
    const last = known.get(map)
    if (last?.changes === map.changes) return last.time
    let time = Number.POSITIVE_INFINITY
    for (const value of map.values()) time = Math.min(time, timeOf(value) ?? time)
    known.set(map, { changes: map.changes, time })
    return time
  }
}
