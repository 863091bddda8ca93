import type { Column } from '../stage.ts'
import type { SyntaxNode } from '../syntax.ts'
import type { Scalar } from '../types.ts'

/** One scalar function: what it takes, what it gives, and its SQL. */
export interface ScalarFunction {
  /** The arguments' types; the last one stands for all that follow. `any` is taken as it is. */
  takes: string[]
  /** The result's type; the binder's when absent. */
  gives?: string
  /** What SQL calls, where the function is written in TypeScript. */
  scripts?: Script[]
  sql(values: Scalar[], call: Call): string
}

/** A function of TypeScript for SQL. The values are as `script()` types them. */
export interface Script {
  name: string
  takes: readonly string[]
  gives: string
  /** The last type stands for all that follow. */
  repeats: boolean
  run(values: unknown[]): unknown
}

export interface Call {
  /** The one instant that is now for the whole query. */
  nowSql: string
  /** The result's type. */
  type: string
  node: SyntaxNode
  argumentNodes: SyntaxNode[]
  /** Those of the stage. */
  columns: Column[]
}

/** A function by a template of SQL: `$1` is the first argument, `$*` are all of them. */
export function template(takes: string[], gives: string, text: string): ScalarFunction {
  return {
    takes,
    gives,
    // In one pass: an argument may hold a `$1` of its own.
    sql: (values) =>
      text.replaceAll(/\$(\*|\d)/g, (_, which: string) =>
        which === '*' ? values.map(({ sql }) => sql).join(', ') : (values[Number(which) - 1]?.sql ?? 'NULL'),
      ),
  }
}
