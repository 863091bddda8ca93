import type { ObjectEntry } from './object-entry.ts'
import { type FilterField, fieldOf } from './object-filter-fields.ts'

/**
 * The filter language of the list over all vaults: `vault:prod expires<30d disabled:true tag.owner=pay free words`. Every
 * part must hold. A part is a word, or a field with `:` (contains), `=` (is), `<` or `>`; a `-` before it turns it round;
 * a comma gives a choice (`kind:key,secret`); quotes keep spaces together.
 */
export interface FilterPart {
  /** As it was written, quotes and all. */
  text: string
  /** Where it stands in the whole filter. */
  start: number
  end: number
  /** What it asks for, in words; of a free word nothing. */
  words: string | null
  /** What is wrong with it, as a sentence; it then holds for every row. */
  problem: string | null
  test: (entry: ObjectEntry, nowMs: number) => boolean
}

const partPattern = /(?:"[^"]*"?|[^\s"])+/g
const termPattern = /^(-?)([A-Za-z][A-Za-z-]*(?:\.[^:=<>"]+|\."[^"]*")?)(<=|>=|[:=<>])(.*)$/s
const everything = () => true

/** Reads a filter; a part that cannot be understood says so and hides nothing. */
export function parseFilter(text: string): FilterPart[] {
  return [...text.matchAll(partPattern)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    ...meaningOf(match[0]),
  }))
}

/** Whether a row has everything that a filter asks for. */
export function matchesFilter(parts: readonly FilterPart[], entry: ObjectEntry, nowMs: number): boolean {
  return parts.every(({ test }) => test(entry, nowMs))
}

/** The filter without one of its parts. */
export function withoutPart(text: string, { start, end }: FilterPart): string {
  return `${text.slice(0, start)}${text.slice(end)}`.replace(/\s+/g, ' ').trim()
}

/** Text as a filter takes it: in quotes where it holds spaces, commas or an operator. */
export function quoted(text: string): string {
  return /[\s,:=<>"-]/.test(text) && !/^[\w.-]+$/.test(text) ? `"${text.replaceAll('"', '')}"` : text
}

type Meaning = Pick<FilterPart, 'words' | 'problem' | 'test'>

const broken = (problem: string): Meaning => ({ words: null, problem, test: everything })

function meaningOf(text: string): Meaning {
  const term = termPattern.exec(text)
  if (!term) return freeWord(text)
  const [, sign, name = '', operator = '', rest = ''] = term
  const field = fieldOf(name)
  if (!field) {
    return broken(`There is no field “${name}”. Put the text in quotes to look for it as it stands.`)
  }
  const values = valuesOf(rest)
  if (values.length === 0) return broken(`Say what “${name}” should be, for example ${field.example}.`)
  return termMeaning(field, operator, values, sign === '-')
}

function termMeaning(field: FilterField, operator: string, values: string[], isNegated: boolean): Meaning {
  const choices = values.map((value) => field.read(operator, value))
  const wrong = choices.find((choice) => 'problem' in choice)
  if (wrong && 'problem' in wrong) return broken(wrong.problem)
  const good = choices.flatMap((choice) => ('problem' in choice ? [] : [choice]))
  const isMet: FilterPart['test'] = (entry, nowMs) => good.some(({ test }) => test(entry, nowMs))
  return {
    words: `${isNegated ? 'not: ' : ''}${good.map(({ words }) => words).join(' or ')}`,
    problem: null,
    test: isNegated ? (entry, nowMs) => !isMet(entry, nowMs) : isMet,
  }
}

function freeWord(text: string): Meaning {
  const isNegated = text.length > 1 && text.startsWith('-')
  const word = (isNegated ? text.slice(1) : text).replaceAll('"', '').toLowerCase()
  return {
    words: null,
    problem: null,
    test: isNegated ? ({ searchText }) => !searchText.includes(word) : ({ searchText }) => searchText.includes(word),
  }
}

/** Splits a choice at its commas, those in quotes aside. */
function valuesOf(text: string): string[] {
  return [...text.matchAll(/(?:"[^"]*"?|[^,"])+/g)].map(([value]) => value.replaceAll('"', '').trim()).filter(Boolean)
}
