import { badMetricRequest } from './errors.ts'

/** One dimension that a `$filter` names: which of its values count. Each value that does is a series of its own. */
export interface DimensionFilter {
  /** As the filter writes it. */
  name: string
  matches: (value: string) => boolean
}

const condition = /^(\w+)\s+(eq|ne|sw)\s+'((?:[^']|'')*)'$/is

/**
 * Reads `A eq 'a1' and B eq 'b1' or B eq 'b2' and C eq '*'`: `or` within one dimension, `and` between two. Values compare
 * without case.
 * @throws ArmError 400
 */
export function parseFilter(filter: string | null): DimensionFilter[] {
  if (!filter?.trim()) return []
  const found = split(filter, 'and').map((part) => {
    const conditions = split(part, 'or').map((text) => {
      const [, name = '', operator = '', value = ''] = condition.exec(text) ?? []
      if (!name)
        throw badMetricRequest(`The filter '${filter}' is not valid: '${text}' is no comparison of a dimension.`)
      return { name, holds: comparison(operator.toLowerCase(), value.replaceAll("''", "'").toLowerCase()) }
    })
    const [first, ...others] = conditions
    if (!first || others.some(({ name }) => name.toLowerCase() !== first.name.toLowerCase())) {
      throw badMetricRequest(`The filter '${filter}' is not valid: 'or' cannot separate two different dimensions.`)
    }
    return { name: first.name, matches: (value: string) => conditions.some(({ holds }) => holds(value.toLowerCase())) }
  })
  const names = found.map(({ name }) => name.toLowerCase())
  if (new Set(names).size < names.length) throw badMetricRequest(`The filter '${filter}' names a dimension twice.`)
  return found
}

function comparison(operator: string, wanted: string): (value: string) => boolean {
  if (operator === 'ne') return (value) => value !== wanted
  if (operator === 'sw') return (value) => value.startsWith(wanted)
  return (value) => wanted === '*' || value === wanted
}

/** Splits at a word, but not inside a quoted text. */
function split(text: string, word: string): string[] {
  const cuts = [...text.matchAll(new RegExp(`'(?:[^']|'')*'|(\\s+${word}\\s+)`, 'gi'))].filter((match) => match[1])
  const starts = [0, ...cuts.map((cut) => cut.index + cut[0].length)]
  return starts.map((start, index) => text.slice(start, cuts[index]?.index ?? text.length).trim())
}
