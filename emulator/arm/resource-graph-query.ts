import { ArmError } from '../errors.ts'

export type Row = Record<string, unknown>

/**
 * The few rows of the query language that Strongroom itself sends to Resource Graph: where (comparisons of a column with
 * a text, joined by and), project, order by, take. Anything else is refused by its name, never guessed; an unknown column
 * is refused too.
 */
export function runQuery(query: string, tables: Record<string, Row[]>): Row[] {
  const [source = '', ...operators] = splitOutsideText(query, '\\|')
  const name = source.toLowerCase()
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined
  if (!table) throw invalidQuery(`The table '${source}' is not known here.`)
  return operators.reduce(apply, table)
}

function apply(rows: Row[], operator: string): Row[] {
  const [, name = '', rest = ''] = /^(where|project|order\s+by|sort\s+by|take|limit)\s+(.*)$/is.exec(operator) ?? []
  switch (name.toLowerCase().replaceAll(/\s+/g, ' ')) {
    case 'where':
      return rows.filter(conditionOf(rows, rest))
    case 'project':
      return rows.map(projectionOf(rows, rest))
    case 'order by':
    case 'sort by':
      return sorted(rows, rest)
    case 'take':
    case 'limit':
      return rows.slice(0, wholeNumber(rest))
    default:
      throw invalidQuery(`The operator '${operator.split(/\s/)[0]}' is not supported.`)
  }
}

const comparison = /^(\w+)\s*(=~|==|!=)\s*(?:'([^']*)'|"([^"]*)")$/s

function conditionOf(rows: Row[], text: string): (row: Row) => boolean {
  const conditions = splitOutsideText(text, '\\s+and\\s+').map((part) => {
    const [, column = '', operator, single, double] = comparison.exec(part) ?? []
    if (!operator) throw invalidQuery(`The condition '${part}' is not supported.`)
    const textOf = columnOf(rows, column)
    const literal = single ?? double ?? ''
    const wanted = literal.toLowerCase()
    return (row: Row) =>
      operator === '=~' ? textOf(row).toLowerCase() === wanted : (textOf(row) === literal) === (operator === '==')
  })
  return (row) => conditions.every((holds) => holds(row))
}

function projectionOf(rows: Row[], text: string): (row: Row) => Row {
  const columns = text.split(',').map((part) => {
    const [, name, source] = /^(\w+)(?:\s*=\s*(\w+))?$/.exec(part.trim()) ?? []
    if (!name) throw invalidQuery(`The column '${part.trim()}' of project is not supported.`)
    columnOf(rows, source ?? name)
    return [name, source ?? name] as const
  })
  return (row) => Object.fromEntries(columns.map(([name, source]) => [name, row[source] ?? null]))
}

/** As in the language, descending unless it says otherwise. */
function sorted(rows: Row[], text: string): Row[] {
  const [, column = '', direction] = /^(\w+)(?:\s+(asc|desc))?$/i.exec(text.trim()) ?? []
  if (!column) throw invalidQuery(`The order '${text}' is not supported.`)
  const sign = direction?.toLowerCase() === 'asc' ? 1 : -1
  const textOf = columnOf(rows, column)
  return rows.toSorted((left, right) => sign * compare(textOf(left), textOf(right)))
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Rows of one table have the same columns, so the first one knows them all. */
function columnOf(rows: Row[], column: string): (row: Row) => string {
  if (rows[0] && !Object.hasOwn(rows[0], column)) throw invalidQuery(`The column '${column}' is not known here.`)
  return (row) => String(row[column] ?? '')
}

/** Splits at a separator, but not inside a quoted text. */
function splitOutsideText(text: string, separator: string): string[] {
  const parts = new RegExp(`'[^']*'|"[^"]*"|(${separator})`, 'gi')
  const cuts = [...text.matchAll(parts)].filter((match) => match[1] !== undefined)
  const starts = [0, ...cuts.map((cut) => cut.index + cut[0].length)]
  return starts.map((start, index) => text.slice(start, cuts[index]?.index ?? text.length).trim())
}

function wholeNumber(text: string): number {
  if (/^\d{1,9}$/.test(text.trim())) return Number(text)
  throw invalidQuery(`'${text}' is not a number of rows.`)
}

/** @see https://learn.microsoft.com/azure/governance/resource-graph/troubleshoot/general */
function invalidQuery(message: string): ArmError {
  return new ArmError(
    400,
    'BadRequest',
    'Please provide below info when asking for support: timestamp, correlationId.',
    [
      {
        code: 'InvalidQuery',
        message:
          'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
      },
      { code: 'ParserFailure', message },
    ],
  )
}
