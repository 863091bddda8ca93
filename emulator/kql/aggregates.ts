import type { Aggregate } from './aggregates/aggregate.ts'
import { collectionAggregates } from './aggregates/collections.ts'
import { numberAggregates } from './aggregates/numbers.ts'
import { percentileAggregates } from './aggregates/percentiles.ts'
import { cast } from './conversion.ts'
import { UnsupportedSyntax } from './errors.ts'
import type { Scope } from './stage.ts'
import { childOf, childrenOf, nameOf, type SyntaxNode, typeOf } from './syntax.ts'
import type { Scalar } from './types.ts'

/** Aggregates that give one column, by their names; those of several are in `aggregates/several.ts`. */
export const aggregates: Readonly<Record<string, Aggregate>> = {
  ...numberAggregates,
  ...collectionAggregates,
  ...percentileAggregates,
}

type Expression = (node: SyntaxNode, scope: Scope) => Scalar

/** An aggregate's call in SQL. */
export function aggregate(node: SyntaxNode, scope: Scope, expression: Expression): Scalar {
  const name = nameOf(childOf(node, 'Name'))
  const known = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined
  if (!known) throw new UnsupportedSyntax(`the aggregate '${name}()'`, node.TextStart)
  const inner = { ...scope, isAggregating: false }
  const values = childrenOf(childOf(node, 'ArgumentList'), 'Expressions').map((one, index) => {
    const value = expression(one, inner)
    const wanted = known.takes[Math.min(index, known.takes.length - 1)] ?? 'any'
    return wanted === 'any' ? value : cast(value, wanted, one)
  })
  const type = typeOf(node)
  return { sql: known.sql(values, { type, order: scope.order, node }), type }
}

export function isAggregate(node: SyntaxNode): boolean {
  return Object.hasOwn(aggregates, nameOf(childOf(node, 'Name')))
}
