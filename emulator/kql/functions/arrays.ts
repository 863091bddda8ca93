import { isNumeric, type Json, toNumber } from './json.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { script, scriptOfMany } from './script.ts'

type OfArray = (array: Json[], count: number) => Json

/** Of an array and a whole number; null for what is no array. */
const counted = (name: string, run: OfArray) =>
  script(name, ['dynamic', 'long'], 'dynamic', (array, count) =>
    Array.isArray(array) && count !== null ? run(array, Number(count)) : null,
  )

function rotated(array: Json[], by: number): Json[] {
  const at = array.length === 0 ? 0 : ((by % array.length) + array.length) % array.length
  return [...array.slice(at), ...array.slice(0, at)]
}

/** What is moved out is replaced from the other side; among texts an empty text stands for nothing. */
function shifted(array: Json[], by: number, filler: Json): Json[] {
  const nothing = filler ?? (array.length > 0 && array.every((item) => typeof item === 'string') ? '' : null)
  const fill = Array<Json>(Math.min(Math.abs(by), array.length)).fill(nothing)
  return by < 0 ? [...fill, ...array.slice(0, array.length - fill.length)] : [...array.slice(by), ...fill]
}

const shift = (name: string, sign: number) =>
  script(name, ['dynamic', 'long', 'dynamic'], 'dynamic', (array, by, filler) =>
    Array.isArray(array) && by !== null ? shifted(array, sign * Number(by), filler) : null,
  )

const fromEnd = (array: Json[], at: number) => (at < 0 ? Math.max(array.length + at, 0) : at)

function slice(array: Json, start: bigint | null, end: bigint | null): Json {
  if (!Array.isArray(array) || start === null || end === null) return null
  const last = end < 0n ? array.length + Number(end) : Number(end)
  return last < 0 ? [] : array.slice(fromEnd(array, Number(start)), last + 1)
}

function split(array: Json, indices: Json): Json {
  if (!Array.isArray(array)) return null
  const list = Array.isArray(indices) ? indices : [indices]
  if (!list.every(isNumeric)) return null
  const places = list.map((index) => fromEnd(array, toNumber(index)))
  return [0, ...places].map((from, index) => array.slice(from, places[index] ?? array.length))
}

/** Null for a place that no array can have. */
function indexOf(
  array: Json,
  wanted: Json,
  start: bigint | null,
  length: bigint | null,
  occurrence: bigint | null,
): bigint | null {
  const [most, which] = [Number(length ?? -1n), Number(occurrence ?? 1n)]
  if (!Array.isArray(array) || most < -1 || which < 0) return null
  const from = fromEnd(array, Number(start ?? 0n))
  const window = array.slice(from, most < 0 ? undefined : from + most)
  const places = window.flatMap((item, at) => (sameItem(item, wanted) ? [from + at] : []))
  return BigInt(places[which - 1] ?? -1)
}

const sameItem = (a: Json, b: Json) => JSON.stringify(a) === JSON.stringify(b)

/** Element by element; a condition that is neither a bool nor a number gives null. */
function choose(conditions: Json, yes: Json, no: Json): Json {
  if (!Array.isArray(conditions)) return null
  const at = (value: Json, index: number) => (Array.isArray(value) ? (value[index] ?? null) : value)
  return conditions.map((condition, index) => {
    if (typeof condition !== 'boolean' && !isNumeric(condition)) return null
    const holds = typeof condition === 'boolean' ? condition : toNumber(condition) !== 0
    return at(holds ? yes : no, index)
  })
}

const rank = (value: Json) => (isNumeric(value) ? 0 : typeof value === 'string' ? 1 : 2)

function ascending(a: Json, b: Json): number {
  if (isNumeric(a) && isNumeric(b)) return toNumber(a) - toNumber(b)
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return rank(a) - rank(b)
}

/** The places of the items in their order. */
function orderOf(array: Json[], direction: 1 | -1, nullsLast: boolean): number[] {
  const places = [...array.keys()]
  const at = (place: number) => array[place] ?? null
  const items = places.filter((place) => at(place) !== null)
  if (direction < 0 && items.some((place) => rank(at(place)) !== rank(at(items[0] ?? 0))))
    throw new Error('array_sort_desc() of values of several types is not implemented.')
  const nulls = places.filter((place) => at(place) === null)
  const inOrder = items.sort((a, b) => direction * ascending(at(a), at(b)))
  return nullsLast ? [...inOrder, ...nulls] : [...nulls, ...inOrder]
}

/** Each array in the order of the first; one of another length is null. */
function sorted(arrays: Json[], direction: 1 | -1, nullsLast: boolean): Json[] {
  const [first] = arrays
  if (!Array.isArray(first)) return arrays.map(() => null)
  const order = orderOf(first, direction, nullsLast)
  return arrays.map((array) =>
    Array.isArray(array) && array.length === first.length ? order.map((place) => array[place] ?? null) : null,
  )
}

/** Several arrays give as many columns. */
function sort(name: string, direction: 1 | -1): ScalarFunction {
  const all = scriptOfMany(name, ['bool'], 'dynamic', 'dynamic', ([nullsLast], arrays) => {
    const made = sorted(arrays, direction, nullsLast ?? true)
    return arrays.length === 1 ? (made[0] ?? null) : made
  })
  return {
    ...all,
    takes: ['any'],
    sql: (values, call) => {
      const last = values.at(-1)
      const isTold = last?.type === 'bool'
      return all.sql([isTold ? last : { sql: 'TRUE', type: 'bool' }, ...values.slice(0, isTold ? -1 : undefined)], call)
    },
  }
}

function sum(array: Json): number | null {
  return Array.isArray(array) && array.every(isNumeric)
    ? array.reduce<number>((total, item) => (isNumeric(item) ? total + toNumber(item) : total), 0)
    : null
}

/** Shorter arrays are filled with nulls. */
function zip(arrays: Json[]): Json {
  const lists = arrays.filter((array) => Array.isArray(array))
  if (lists.length < arrays.length) return null
  const length = Math.max(...lists.map((list) => list.length))
  return Array.from({ length }, (_, at) => lists.map((list) => list[at] ?? null))
}

function concat(arrays: Json[]): Json {
  const lists = arrays.filter((array) => Array.isArray(array))
  return lists.length === 0 || arrays.some((array) => array !== null && !Array.isArray(array)) ? null : lists.flat()
}

const iff = script('array_iff', ['dynamic', 'dynamic', 'dynamic'], 'dynamic', choose)
const longestList = 1_048_576

export const arrayFunctions: Record<string, ScalarFunction> = {
  array_concat: scriptOfMany('array_concat', [], 'dynamic', 'dynamic', (_, arrays) => concat(arrays)),
  array_iff: iff,
  array_iif: iff,
  array_index_of: script('array_index_of', ['dynamic', 'dynamic', 'long', 'long', 'long'], 'long', indexOf),
  array_reverse: script('array_reverse', ['dynamic'], 'dynamic', (array) =>
    Array.isArray(array) ? array.toReversed() : null,
  ),
  array_rotate_left: counted('array_rotate_left', rotated),
  array_rotate_right: counted('array_rotate_right', (array, by) => rotated(array, -by)),
  array_shift_left: shift('array_shift_left', 1),
  array_shift_right: shift('array_shift_right', -1),
  array_slice: script('array_slice', ['dynamic', 'long', 'long'], 'dynamic', slice),
  array_sort_asc: sort('array_sort_asc', 1),
  array_sort_desc: sort('array_sort_desc', -1),
  array_split: script('array_split', ['dynamic', 'dynamic'], 'dynamic', split),
  array_sum: script('array_sum', ['dynamic'], 'real', sum),
  zip: scriptOfMany('zip', [], 'dynamic', 'dynamic', (_, arrays) => zip(arrays)),
  repeat: script('repeat', ['dynamic', 'long'], 'dynamic', (value, count) => {
    if (count === null || count < 0n) return null
    if (count > longestList || Number(count) * JSON.stringify(value).length > longestList * 16)
      throw new Error(`repeat() makes at most ${longestList} items.`)
    return Array<Json>(Number(count)).fill(value)
  }),
}
