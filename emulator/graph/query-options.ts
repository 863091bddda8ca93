import { GraphError } from '../errors.ts'

type Item = Record<string, unknown>

const defaultPageSize = 100
const largestPage = 999

/** One page of a collection: `$filter`, `$search`, `$count`, `$top` and `$select` applied. */
export function collection(items: Item[], url: URL, headers: Headers, context: string) {
  const parameters = url.searchParams
  const found = items.filter(filterOf(parameters.get('$filter'))).filter(searchOf(parameters.get('$search'), headers))
  const size = pageSize(parameters.get('$top'))
  const start = startOf(parameters.get('$skiptoken'))
  const next = new URL(url)
  next.searchParams.set('$skiptoken', Buffer.from(`from:${start + size}`).toString('base64url'))
  return {
    '@odata.context': `${url.origin}/v1.0/$metadata#${context}`,
    ...(parameters.get('$count') === 'true' && { '@odata.count': found.length }),
    ...(start + size < found.length && { '@odata.nextLink': next.href }),
    value: found.slice(start, start + size).map((item) => selected(item, parameters.get('$select'))),
  }
}

/** What `$select` names of an object. @param type of an object whose properties are all known, to refuse others */
export function selected(item: Item, select: string | null, type?: string): Item {
  if (!select) return item
  const names = select.split(',').map((name) => name.trim())
  const unknown = type && names.find((name) => !Object.hasOwn(item, name))
  if (unknown) {
    throw new GraphError(
      400,
      'BadRequest',
      `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`,
    )
  }
  const shown = ['@odata.type', '@odata.context', ...names].filter((name) => Object.hasOwn(item, name))
  return Object.fromEntries(shown.map((name) => [name, item[name]]))
}

function pageSize(top: string | null): number {
  if (top === null) return defaultPageSize
  const size = Number(top)
  if (/^\d{1,6}$/.test(top) && size >= 1 && size <= largestPage) return size
  throw new GraphError(
    400,
    'Request_UnsupportedQuery',
    `Invalid page size specified: '${top}'. Must be between 1 and ${largestPage} inclusive.`,
  )
}

function startOf(token: string | null): number {
  if (token === null) return 0
  const match = /^from:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString())
  if (match) return Number(match[1])
  throw new GraphError(400, 'Directory_ExpiredPageToken', 'The specified page token value has expired.')
}

type Test = (item: Item) => boolean

const quotedText = `'((?:[^']|'')*)'`
const comparisons: [RegExp, (item: string, text: string) => boolean][] = [
  [new RegExp(`^(\\w+)\\s+eq\\s+${quotedText}$`, 's'), (value, text) => value === text],
  [new RegExp(`^startswith\\(\\s*(\\w+)\\s*,\\s*${quotedText}\\s*\\)$`, 's'), (value, text) => value.startsWith(text)],
]
const inList = new RegExp(`^(\\w+)\\s+in\\s+\\(\\s*(${quotedText}(?:\\s*,\\s*${quotedText})*)\\s*\\)$`, 's')

/** `eq`, `startswith` and `in` over texts, joined by `or` or by `and`; anything else is refused, never guessed. */
function filterOf(filter: string | null): Test {
  if (!filter) return () => true
  const alternatives = splitOutsideText(filter, 'or').map((part) => splitOutsideText(part, 'and').map(conditionOf))
  return (item) => alternatives.some((conditions) => conditions.every((holds) => holds(item)))
}

function conditionOf(text: string): Test {
  for (const [pattern, holds] of comparisons) {
    const [, property = '', literal = ''] = pattern.exec(text) ?? []
    if (property) return (item) => holds(textOf(item, property), unquoted(literal))
  }
  const [, property = '', list = ''] = inList.exec(text) ?? []
  if (!property) {
    throw new GraphError(400, 'Request_UnsupportedQuery', `Unsupported or invalid query filter clause: '${text}'.`)
  }
  const wanted = new Set([...list.matchAll(new RegExp(quotedText, 'g'))].map((match) => unquoted(match[1] ?? '')))
  return (item) => wanted.has(textOf(item, property))
}

/** The directory compares without case. */
function textOf(item: Item, property: string): string {
  if (!Object.hasOwn(item, property)) {
    const message = `Unsupported or invalid query filter clause specified for property '${property}'.`
    throw new GraphError(400, 'Request_UnsupportedQuery', message)
  }
  return String(item[property] ?? '').toLowerCase()
}

function unquoted(literal: string): string {
  return literal.replaceAll("''", "'").toLowerCase()
}

function splitOutsideText(text: string, word: string): string[] {
  const cuts = [...text.matchAll(new RegExp(`'(?:[^']|'')*'|(\\s+${word}\\s+)`, 'gi'))].filter((match) => match[1])
  const starts = [0, ...cuts.map((cut) => cut.index + cut[0].length)]
  return starts.map((start, index) => text.slice(start, cuts[index]?.index ?? text.length).trim())
}

/** `"property:text"` joined by OR: every word of a property's text is compared by its beginning. */
function searchOf(search: string | null, headers: Headers): Test {
  if (!search) return () => true
  if (headers.get('consistencylevel')?.toLowerCase() !== 'eventual') {
    throw new GraphError(
      400,
      'Request_UnsupportedQuery',
      "Request with $search query parameter only works through MSGraph with a special request header: 'ConsistencyLevel: eventual'",
    )
  }
  const parts = search.split(/\s+OR\s+/).map((part) => /^"(\w+):([^"]+)"$/.exec(part.trim()))
  if (parts.some((part) => part === null)) {
    throw new GraphError(400, 'BadRequest', `Syntax error: '${search}' is not "property:text".`)
  }
  return (item) =>
    parts.some((part) => {
      const text = textOf(item, part?.[1] ?? '')
      const wanted = (part?.[2] ?? '').toLowerCase()
      return text.startsWith(wanted) || text.split(/[\s@.-]+/).some((word) => word.startsWith(wanted))
    })
}
