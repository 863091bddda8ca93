import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { kindOf, nameOf } from '../syntax.ts'
import { quoted, type Scalar } from '../types.ts'
import { bagOf, isBag, isNumeric, type Json, type JsonBag, toNumber } from './json.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { script, scriptOfMany } from './script.ts'

/** A key, or a way to a nested one: `$.a.b`, `$['a']['b']`. Places in arrays are not known there. */
function keysOf(path: string): string[] {
  if (!path.startsWith('$')) return [path]
  const steps = /^\$((?:\.[^.[\]]+|\['[^']*'\]|\["[^"]*"\])+)$/.exec(path)?.[1]
  if (steps === undefined) throw new Error(`'${path}' is no JSON path of keys.`)
  return [...steps.matchAll(/\.([^.[\]]+)|\['([^']*)'\]|\["([^"]*)"\]/g)].map(([, a, b, c]) => a ?? b ?? c ?? '')
}

const own = (bag: Json | undefined, key: string): Json | undefined =>
  isBag(bag) && Object.hasOwn(bag, key) ? bag[key] : undefined

function without(bag: JsonBag, [key = '', ...deeper]: string[]): JsonBag {
  return bagOf(
    Object.entries(bag).flatMap(([name, value]): [string, Json][] => {
      if (name !== key) return [[name, value]]
      if (deeper.length === 0) return []
      return [[name, isBag(value) ? without(value, deeper) : value]]
    }),
  )
}

function withKey(bag: JsonBag, [key = '', ...deeper]: string[], value: Json): JsonBag {
  const inner = own(bag, key)
  const made = deeper.length === 0 ? value : withKey(isBag(inner) ? inner : {}, deeper, value)
  return bagOf([...Object.entries(bag), [key, made]])
}

/** The first of a name wins; what is no bag is passed over. */
export function mergeBags(values: Json[], most = Number.POSITIVE_INFINITY): Json {
  const bags = values.filter(isBag)
  const entries = new Map<string, Json>()
  for (const [key, value] of bags.flatMap(Object.entries)) {
    if (!entries.has(key) && entries.size < most) entries.set(key, value)
  }
  return bags.length === 0 ? null : bagOf(entries)
}

/** With names in order, so that equal values have one text. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isBag(value)) return JSON.stringify(value)
  const keys = Object.keys(value).sort()
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`).join(',')}}`
}

function dynamicType(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (isNumeric(value)) {
    const number = toNumber(value)
    const isWhole = Number.isInteger(number) && !(typeof value !== 'number' && /[.eE]/.test(value.text))
    return !isWhole ? 'real' : Math.abs(number) < 2 ** 31 ? 'int' : 'long'
  }
  return typeof value === 'boolean' ? 'bool' : typeof value === 'string' ? 'string' : 'dictionary'
}

const typeOfDynamic = script('gettype', ['dynamic'], 'string', dynamicType)
const dropNulls = script('pack_all', ['dynamic'], 'dynamic', (bag) =>
  isBag(bag) ? bagOf(Object.entries(bag).filter(([, value]) => value !== null && value !== '')) : null,
)

const object = (pairs: (readonly [string, Scalar])[]) =>
  `json_object(${pairs.map(([name, value]) => `${quoted(name)}, ${cast(value, 'dynamic').sql}`).join(', ')})`

const pack: ScalarFunction = {
  takes: ['any'],
  gives: 'dynamic',
  sql: (values) =>
    `json_object(${values.map((value, index) => (index % 2 === 0 ? cast(value, 'string') : cast(value, 'dynamic')).sql).join(', ')})`,
}

export const bagFunctions: Record<string, ScalarFunction> = {
  pack,
  pack_dictionary: pack,
  bag_pack: pack,
  pack_all: {
    takes: ['bool'],
    gives: 'dynamic',
    scripts: dropNulls.scripts ?? [],
    sql: ([ignoreNulls], call) => {
      const all: Scalar = {
        sql: object(call.columns.map(({ name, type, id }) => [name, { sql: id, type }])),
        type: 'dynamic',
      }
      if (!ignoreNulls) return all.sql
      return `CASE WHEN ${ignoreNulls.sql} THEN ${dropNulls.sql([all], call)} ELSE ${all.sql} END`
    },
  },
  bag_pack_columns: {
    takes: ['any'],
    gives: 'dynamic',
    sql: (values, { argumentNodes, node }) =>
      object(
        values.map((value, index) => {
          const written = argumentNodes[index]
          if (!written || kindOf(written) !== 'NameReference')
            throw new UnsupportedSyntax('bag_pack_columns() of an expression', node.TextStart)
          return [nameOf(written), value]
        }),
      ),
  },
  bag_keys: script('bag_keys', ['dynamic'], 'dynamic', (bag) => (isBag(bag) ? Object.keys(bag) : null)),
  bag_has_key: script('bag_has_key', ['dynamic', 'string'], 'bool', (bag, key) =>
    isBag(bag) ? keysOf(key).reduce<Json | undefined>(own, bag) !== undefined : null,
  ),
  bag_merge: scriptOfMany('bag_merge', [], 'dynamic', 'dynamic', (_, bags) => mergeBags(bags)),
  bag_remove_keys: script('bag_remove_keys', ['dynamic', 'dynamic'], 'dynamic', (bag, keys) => {
    if (!isBag(bag) || !Array.isArray(keys)) return isBag(bag) ? bag : null
    return keys.filter((key) => typeof key === 'string').reduce((left, key) => without(left, keysOf(key)), bag)
  }),
  bag_set_key: script('bag_set_key', ['dynamic', 'string', 'dynamic'], 'dynamic', (bag, key, value) =>
    isBag(bag) ? withKey(bag, keysOf(key), value) : null,
  ),
  bag_zip: script('bag_zip', ['dynamic', 'dynamic'], 'dynamic', (keys, values) =>
    Array.isArray(keys)
      ? bagOf(
          keys.flatMap((key, at): [string, Json][] =>
            typeof key === 'string' ? [[key, (Array.isArray(values) ? values[at] : null) ?? null]] : [],
          ),
        )
      : null,
  ),
  dynamic_to_json: {
    ...script('dynamic_to_json', ['dynamic'], 'string', (value) =>
      value === null ? '' : typeof value === 'string' ? value : canonical(value),
    ),
    takes: ['any'],
  },
  gettype: {
    takes: ['any'],
    gives: 'string',
    scripts: typeOfDynamic.scripts ?? [],
    sql: ([value], call) =>
      value?.type === 'dynamic' ? typeOfDynamic.sql([value], call) : quoted(value?.type ?? 'null'),
  },
}
