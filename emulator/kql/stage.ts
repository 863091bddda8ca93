import type { Tabular } from './operators/operator.ts'
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

/**
 * What a name means beyond columns. What a `let` names is read where it is used, with the names known where it was written;
 * a function's arguments are read before its body.
 */
export type Binding =
  | { kind: 'scalar'; value: Scalar }
  | { kind: 'stage'; stage: Stage }
  | { kind: 'expression' | 'table' | 'function'; node: SyntaxNode; names: Names }

export type Names = ReadonlyMap<string, Binding>

/** One query while it is being translated. */
export class Translation {
  readonly tables: ReadonlyMap<string, { table: Table; relation: string }>
  readonly nowSql: string
  /** Translates a table wherever one stands within an expression. */
  readonly tabular: Tabular
  relations: string[] = []
  /** Tables that are computed once: those of `materialize()`, by their nodes. */
  materialized: ReadonlyMap<SyntaxNode, Stage> = new Map()
  /** Tables that `as` named, known from there to the query's end. */
  named: ReadonlyMap<string, Stage> = new Map()
  visualization: Record<string, unknown> | undefined
  /** Within a row of another query, whose columns the relations may speak of. */
  isNested = false
  #ids = 0
  #relations = 0

  constructor(tables: ReadonlyMap<string, { table: Table; relation: string }>, nowSql: string, tabular: Tabular) {
    this.tables = tables
    this.nowSql = nowSql
    this.tabular = tabular
  }

  column(name: string, type: string): Column {
    return { name, type, id: `c${this.#ids++}` }
  }

  /** Names an SQL query, for the next stage to read from. */
  relation(sql: string, isMaterialized = false): string {
    const name = `s${this.#relations++}`
    this.relations.push(`${name} AS ${isMaterialized ? 'MATERIALIZED ' : ''}(${sql})`)
    return name
  }

  /**
   * Translates a query that stands within a row of another: its relations may speak of that row's columns, so they are kept
   * out of the query's own, and so are the names it gives.
   */
  nested(translate: () => Stage): { relations: string[]; stage: Stage } {
    const { relations, materialized, named, isNested } = this
    this.relations = []
    this.isNested = true
    try {
      const stage = translate()
      return { relations: this.relations, stage }
    } finally {
      Object.assign(this, { relations, materialized, named, isNested })
    }
  }

  /** The same rows under columns of their own, so that a table can be joined with itself. */
  again(stage: Stage): Stage {
    const columns = stage.columns.map(({ name, type }) => this.column(name, type))
    const order = stage.order.map(({ direction }) => ({ sql: this.column('', '').id, direction }))
    const parts = [
      ...columns.map(({ id }, index) => `${stage.columns[index]?.id} AS ${id}`),
      ...order.map(({ sql }, index) => `${stage.order[index]?.sql} AS ${sql}`),
    ]
    return { relation: this.relation(`SELECT ${parts.join(', ')} FROM ${stage.relation}`), columns, order }
  }
}

/** Where an expression stands: the columns and names it may use. */
export interface Scope {
  translation: Translation
  names: Names
  columns: Column[]
  order: Order[]
  /** Calls of window functions whose values are columns already. */
  windows?: ReadonlyMap<SyntaxNode, Scalar>
  /** Within summarize, where calls of aggregates stand. */
  isAggregating?: boolean
  /** In the condition of a join. */
  sides?: { left: Column[]; right: Column[] }
}

export function orderClause(order: Order[]): string {
  return order.length === 0 ? '' : ` ORDER BY ${order.map(({ sql, direction }) => `${sql} ${direction}`).join(', ')}`
}
