import { truth } from '../conversion.ts'
import type { Script } from '../functions/scalar-function.ts'
import type { Order } from '../stage.ts'
import type { SyntaxNode } from '../syntax.ts'
import type { Scalar } from '../types.ts'

/** One aggregate: what it takes and its SQL, of which it may leave rows out with `where`. */
export interface Aggregate {
  /** The arguments' types, as for a scalar function. */
  takes: string[]
  /** What the SQL calls, where a part is written in TypeScript. */
  scripts?: Script[]
  sql(values: Scalar[], call: AggregateCall): string
}

export interface AggregateCall {
  /** The result's type. */
  type: string
  /** The rows' order where they have one. */
  order: Order[]
  node: SyntaxNode
}

/** The rows to which the test applies; all without one. */
export const where = (test: Scalar | undefined) => (test ? ` FILTER (WHERE ${truth(test)})` : '')
