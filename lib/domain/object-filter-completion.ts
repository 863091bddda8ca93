import type { ObjectEntry } from './object-entry.ts'
import { quoted } from './object-filter.ts'
import { filterFields } from './object-filter-fields.ts'

/** Values that rows hold, by field; the tags by name. */
export interface FilterValues {
  vault: string[]
  env: string[]
  owner: string[]
  type: string[]
  tags: Map<string, string[]>
}

export interface Candidate {
  /** What is put in the place of the part under the cursor. */
  text: string
  /** Beside it, smaller: an example, or nothing. */
  hint: string
  /** A name of a field alone: the value is still to be written. */
  isOpen: boolean
}

const fixedValues: Record<string, readonly string[]> = {
  kind: ['secret', 'key', 'certificate'],
  enabled: ['true', 'false'],
  disabled: ['true', 'false'],
  managed: ['true', 'false'],
}
const timeValues: Record<string, readonly string[]> = {
  expires: ['expires:overdue', 'expires:never', 'expires<7d', 'expires<30d', 'expires<90d', 'expires>1y'],
  updated: ['updated<7d', 'updated<30d', 'updated>1y'],
  versions: ['versions>500', 'versions>100'],
  rotation: ['rotation:overdue', 'rotation:never'],
  age: ['age<30d', 'age>90d', 'age>1y'],
}
const mostCandidates = 8
const mostTagValues = 200

/** What the rows hold, for completion. Each value once, in order. */
export function filterValues(entries: readonly ObjectEntry[]): FilterValues {
  const vault = new Set<string>()
  const env = new Set<string>()
  const owner = new Set<string>()
  const type = new Set<string>()
  const tags = new Map<string, Set<string>>()
  for (const entry of entries) {
    vault.add(entry.vaultName)
    env.add(entry.environment)
    owner.add(entry.owner)
    if (entry.contentType) type.add(entry.contentType)
    for (const [name, value] of Object.entries(entry.tags)) {
      const values = tags.get(name) ?? new Set()
      tags.set(name, values)
      if (values.size < mostTagValues) values.add(value)
    }
  }
  const sorted = (values: Set<string>) => [...values].filter(Boolean).sort()
  return {
    vault: sorted(vault),
    env: sorted(env),
    owner: sorted(owner),
    type: sorted(type),
    tags: new Map([...tags].map(([name, values]) => [name, sorted(values)])),
  }
}

/** The part of a filter that the cursor stands in or right behind. */
export function partAt(text: string, cursor: number): { start: number; end: number; text: string } {
  const before = text.slice(0, cursor)
  const isInQuotes = before.split('"').length % 2 === 0
  const start = isInQuotes ? before.lastIndexOf(' ', before.lastIndexOf('"')) + 1 : before.search(/\S*$/)
  const rest = /^\S*/.exec(text.slice(cursor))?.[0] ?? ''
  return { start, end: cursor + rest.length, text: text.slice(start, cursor) }
}

/** What could stand in the place of a part that is being written; at most eight. */
export function completions(part: string, values: FilterValues): Candidate[] {
  const sign = part.startsWith('-') ? '-' : ''
  const body = part.slice(sign.length)
  if (!body) return []
  const term = /^([A-Za-z-]+|tag\.[^:=<>]*)([:=<>])(.*)$/i.exec(body)
  const found = term ? valuesFor(term[1] ?? '', term[2] ?? '', term[3] ?? '', values) : namesFor(body, values)
  return found
    .filter(({ text }) => text !== body)
    .slice(0, mostCandidates)
    .map((candidate) => ({ ...candidate, text: sign + candidate.text }))
}

function namesFor(body: string, values: FilterValues): Candidate[] {
  const start = body.toLowerCase()
  const tags = start.startsWith('tag.') ? [...values.tags.keys()].sort() : []
  return [
    ...filterFields
      .filter(([name]) => name.startsWith(start))
      .map(([name, example]) => ({
        text: name in timeValues || name === 'tag.' ? name : `${name}:`,
        hint: example,
        isOpen: true,
      })),
    ...tags
      .filter((name) => `tag.${name}`.toLowerCase().startsWith(start) && /^[^:=<>"\s]+$/.test(name))
      .map((name) => ({ text: `tag.${name}=`, hint: '', isOpen: true })),
  ]
}

function valuesFor(name: string, operator: string, rest: string, values: FilterValues): Candidate[] {
  const field = name.toLowerCase()
  const times = Object.hasOwn(timeValues, field) ? timeValues[field] : undefined
  if (times) {
    const written = `${field}${operator}${rest}`.toLowerCase()
    return times.filter((text) => text.startsWith(written)).map((text) => ({ text, hint: '', isOpen: false }))
  }
  const wanted = rest.replaceAll('"', '').toLowerCase()
  const options = optionsFor(field, name, values)
  return options
    .filter((value) => value.toLowerCase().includes(wanted))
    .sort((left, right) => startsFirst(left, wanted) - startsFirst(right, wanted))
    .map((value) => ({ text: `${name}${operator}${quoted(value)}`, hint: '', isOpen: false }))
}

const startsFirst = (value: string, wanted: string) => (value.toLowerCase().startsWith(wanted) ? 0 : 1)

function optionsFor(field: string, name: string, values: FilterValues): readonly string[] {
  if (field.startsWith('tag.')) return values.tags.get(name.slice(4)) ?? []
  if (field === 'tag') return [...values.tags.keys()].sort()
  if (field === 'vault' || field === 'env' || field === 'owner' || field === 'type') return values[field]
  return Object.hasOwn(fixedValues, field) ? (fixedValues[field] ?? []) : []
}
