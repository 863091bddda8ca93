import type { SyntaxNode } from './syntax.ts'
import type { Scalar, Table } from './types.ts'

/** A column of a stage. `id` is its name in SQL, unique within the query: the language tells `a` from `A`, DuckDB does not. */
export interface Column {
  name: string
  type: string
  id: string
}

export interface Order {
  sql: string
  direction: 'ASC NULLS FIRST' | 'DESC NULLS LAST' | 'ASC NULLS LAST' | 'DESC NULLS FIRST'
}

/**
 * What a pipeline is so far: one SQL relation. It may hold more columns than are visible, so an order by a column that
 * `project` took away still stands. An order is written where rows are cut or leave: SQL forgets it in between.
 */
export interface Stage {
  relation: string
  columns: Column[]
  order: Order[]
}

/** What a name means beyond columns. */
export type Binding =
  | { kind: 'scalar'; value: Scalar }
  | { kind: 'table'; node: SyntaxNode; names: Names }
  | { kind: 'function'; node: SyntaxNode; names: Names }

export type Names = ReadonlyMap<string, Binding>

/** One query while it is being translated. */
export class Translation {
  readonly tables: ReadonlyMap<string, { table: Table; relation: string }>
  readonly nowSql: string
  readonly relations: string[] = []
  visualization: Record<string, unknown> | undefined
  #ids = 0

  constructor(tables: ReadonlyMap<string, { table: Table; relation: string }>, nowSql: string) {
    this.tables = tables
    this.nowSql = nowSql
  }

  column(name: string, type: string): Column {
    return { name, type, id: `c${this.#ids++}` }
  }

  /** Names an SQL query, for the next stage to read from. */
  relation(sql: string): string {
    const name = `s${this.relations.length}`
    this.relations.push(`${name} AS (${sql})`)
    return name
  }
}

/** Where an expression stands: the columns and names it may use. */
export interface Scope {
  translation: Translation
  names: Names
  columns: Column[]
  order: Order[]
  /** Within summarize, where calls of aggregates stand. */
  isAggregating?: boolean
  /** In the condition of a join. */
  sides?: { left: Column[]; right: Column[] }
}

export function orderClause(order: Order[]): string {
  return order.length === 0 ? '' : ` ORDER BY ${order.map(({ sql, direction }) => `${sql} ${direction}`).join(', ')}`
}
