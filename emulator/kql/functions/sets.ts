import type { Json } from './json.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { script, scriptOfMany } from './script.ts'

/** Items by their JSON text, in the order of their first place. */
type Items = Map<string, Json>

const itemsOf = (array: Json[]): Items => new Map(array.map((item) => [JSON.stringify(item), item]))

/** Of arrays; null where one is none. */
const ofSets = (name: string, run: (first: Items, others: Items[]) => Json[]) =>
  scriptOfMany(name, [], 'dynamic', 'dynamic', (_, arrays) => {
    const sets = arrays.flatMap((array) => (Array.isArray(array) ? [itemsOf(array)] : []))
    const [first, ...others] = sets
    return first && sets.length === arrays.length ? run(first, others) : null
  })

const both = <T>(a: Json, b: Json, run: (a: Items, b: Items) => T): T | null =>
  Array.isArray(a) && Array.isArray(b) ? run(itemsOf(a), itemsOf(b)) : null

const common = (a: Items, b: Items) => [...a.keys()].filter((key) => b.has(key)).length

export const setFunctions: Record<string, ScalarFunction> = {
  set_union: ofSets('set_union', (first, others) => [
    ...new Map([first, ...others].flatMap((set) => [...set])).values(),
  ]),
  set_intersect: ofSets('set_intersect', (first, others) =>
    [...first].filter(([key]) => others.every((set) => set.has(key))).map(([, item]) => item),
  ),
  set_difference: ofSets('set_difference', (first, others) =>
    [...first].filter(([key]) => !others.some((set) => set.has(key))).map(([, item]) => item),
  ),
  set_has_element: script('set_has_element', ['dynamic', 'dynamic'], 'bool', (set, item) =>
    Array.isArray(set) ? itemsOf(set).has(JSON.stringify(item)) : null,
  ),
  set_equals: script('set_equals', ['dynamic', 'dynamic'], 'bool', (first, second) =>
    both(first, second, (a, b) => a.size === b.size && common(a, b) === a.size),
  ),
  jaccard_index: script('jaccard_index', ['dynamic', 'dynamic'], 'dynamic', (first, second) =>
    both(first, second, (a, b) => {
      const shared = common(a, b)
      const all = a.size + b.size - shared
      return all === 0 ? null : shared / all
    }),
  ),
}
