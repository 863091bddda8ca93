import { cast, truth } from '../conversion.ts'
import { ForbiddenSyntax } from '../errors.ts'
import type { SyntaxNode } from '../syntax.ts'
import { nullOf, type Scalar, sqlTypeOf } from '../types.ts'
import { rowWindowSession } from './window-session.ts'

interface Rows {
  /** A column that counts the rows from 1 in their order. */
  place: string
  relation(): string
  /** Adds a column for others to stand on: SQL's windows do not nest. */
  add(sql: string): string
  /** The result's type. */
  type: string
  node: SyntaxNode
}

type WindowFunction = (values: Scalar[], rows: Rows) => string

/** Functions of a row and those before or after it, which rows in an order alone have. */
export const windowFunctions: Readonly<Record<string, WindowFunction>> = {
  prev: neighbour('lag'),
  next: neighbour('lead'),
  row_number: ([start, restart], rows) => `(row_number() OVER (${since(restart, rows)}) - 1 + ${start?.sql ?? '1'})`,
  row_cumsum: ([term, restart], rows) =>
    `CAST(coalesce(sum(${term?.sql}) OVER (${since(restart, rows)} ${soFar}), 0) AS ${sqlTypeOf(rows.type)})`,
  row_rank_dense: ([term, restart], rows) => {
    const over = since(restart, rows)
    const change = rows.add(`CASE WHEN ${isFirst(term, over)} THEN 1 ELSE 0 END`)
    return `CAST(sum(${change}) OVER (${over} ${soFar}) AS BIGINT)`
  },
  row_rank_min: ([term, restart], rows) => {
    const over = since(restart, rows)
    const first = rows.add(`CASE WHEN ${isFirst(term, over)} THEN row_number() OVER (${over}) END`)
    return `max(${first}) OVER (${over} ${soFar})`
  },
  row_window_session: ([time, fromFirst, between, restart], rows) => {
    if (time?.type !== 'datetime' || !fromFirst || !between)
      throw new ForbiddenSyntax('row_window_session() is of a datetime and two timespans.', rows.node.TextStart)
    const all = (sql: string) => ({ sql: `to_json(list(${sql} ORDER BY ${rows.place}))`, type: 'dynamic' })
    const constant = ({ sql }: Scalar) => ({ sql: `max(${sql})`, type: 'timespan' })
    const sessions = rowWindowSession.sql(
      [all(`epoch_us(${time.sql})`), constant(fromFirst), constant(between), all(restart ? truth(restart) : 'FALSE')],
      { nowSql: '', type: 'dynamic', node: rows.node, argumentNodes: [], columns: [] },
    )
    return `make_timestamp((SELECT CAST(${sessions} AS BIGINT[]) FROM ${rows.relation()})[${rows.place}])`
  },
}

export function notSerialized(name: string, node: SyntaxNode): ForbiddenSyntax {
  const message = `Function '${name}' cannot be invoked in current context. Details: the row set must be serialized: sort it, or use serialize.`
  return new ForbiddenSyntax(message, node.TextStart)
}

function neighbour(name: string): WindowFunction {
  return ([value, offset, otherwise], { place, node }) => {
    const type = value?.type ?? 'long'
    const edge = otherwise ? cast(otherwise, type, node).sql : nullOf(type)
    return `${name}(${value?.sql}, ${offset?.sql ?? '1'}, ${edge}) OVER (ORDER BY ${place})`
  }
}

const soFar = 'ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW'

/** The rows since the last restart. */
function since(restart: Scalar | undefined, { add, place }: Rows): string {
  if (!restart) return `ORDER BY ${place}`
  const group = add(`sum(CASE WHEN ${truth(restart)} THEN 1 ELSE 0 END) OVER (ORDER BY ${place} ${soFar})`)
  return `PARTITION BY ${group} ORDER BY ${place}`
}

function isFirst(term: Scalar | undefined, over: string): string {
  return `(row_number() OVER (${over}) = 1 OR lag(${term?.sql}) OVER (${over}) IS DISTINCT FROM ${term?.sql})`
}
