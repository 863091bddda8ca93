import { ArmError } from '../errors.ts'

export type Row = Record<string, unknown>

/**
 * The few rows of the query language that Strongroom itself sends to Resource Graph: where (a comparison of a column with
 * a text, joined by and), project, order by, take. Anything else is refused by its name, never guessed.
 */
export function runQuery(query: string, tables: Record<string, Row[]>): Row[] {
  const [source = '', ...operators] = query.split('|').map((part) => part.trim())
  const table = tables[source.toLowerCase()]
  if (!table) throw invalidQuery(`The table '${source}' is not known here.`)
  return operators.reduce(apply, table)
}

function apply(rows: Row[], operator: string): Row[] {
  const [, name = '', rest = ''] = /^(where|project|order\s+by|sort\s+by|take|limit)\s+(.*)$/is.exec(operator) ?? []
  switch (name.toLowerCase().replaceAll(/\s+/g, ' ')) {
    case 'where':
      return rows.filter(conditionOf(rest))
    case 'project':
      return rows.map(projectionOf(rest))
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

function conditionOf(text: string): (row: Row) => boolean {
  const conditions = text.split(/\s+and\s+/i).map((part) => {
    const [, column = '', comparison, literal = ''] =
      /^(\w+)\s*(=~|==|!=)\s*(?:'([^']*)'|"[^"]*")$/s.exec(part.trim()) ?? []
    if (!comparison) throw invalidQuery(`The condition '${part}' is not supported.`)
    const wanted = literal.toLowerCase()
    return (row: Row) => {
      const value = String(row[column] ?? '')
      if (comparison === '=~') return value.toLowerCase() === wanted
      return (value === literal) === (comparison === '==')
    }
  })
  return (row) => conditions.every((holds) => holds(row))
}

function projectionOf(text: string): (row: Row) => Row {
  const columns = text.split(',').map((part) => {
    const [, name, source] = /^(\w+)(?:\s*=\s*(\w+))?$/.exec(part.trim()) ?? []
    if (!name) throw invalidQuery(`The column '${part.trim()}' of project is not supported.`)
    return [name, source ?? name] as const
  })
  return (row) => Object.fromEntries(columns.map(([name, source]) => [name, row[source] ?? null]))
}

/** As in the language, descending unless it says otherwise. */
function sorted(rows: Row[], text: string): Row[] {
  const [, column = '', direction] = /^(\w+)(?:\s+(asc|desc))?$/i.exec(text.trim()) ?? []
  if (!column) throw invalidQuery(`The order '${text}' is not supported.`)
  const sign = direction?.toLowerCase() === 'asc' ? 1 : -1
  const key = (row: Row) => String(row[column] ?? '')
  return rows.toSorted((left, right) => sign * (key(left) < key(right) ? -1 : key(left) > key(right) ? 1 : 0))
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
