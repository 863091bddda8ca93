import { UnsupportedSyntax } from '../errors.ts'
import { expression } from '../expressions.ts'
import type { Column, Scope } from '../stage.ts'
import { childOf, childrenOf, kindOf, nameOf, type SyntaxNode } from '../syntax.ts'
import type { Scalar } from '../types.ts'
import { percentileList, weightedList } from './percentiles.ts'

/** An aggregate of several columns: one value in SQL, and how each column is taken from it. */
interface Several {
  sql: string
  columnsOf(value: string): Scalar[]
}

type Arguments = { nodes: SyntaxNode[]; scope: Scope; keys: string[] }

/** The whole row with the greatest or least value is kept as one, so its columns belong together. */
const extremeRow =
  (name: string) =>
  ({ nodes: [by, ...returned], scope, keys }: Arguments): Several => {
    if (!by) throw new UnsupportedSyntax(`${name}() without its argument`, 0)
    const order = expression(by, scope)
    const taken = kindOf(by) === 'NameReference' ? [...keys, nameOf(by)] : keys
    // Where no row has the value, any row will do.
    return row(
      [order, ...valuesOf(returned, scope, taken)],
      (struct) => `coalesce(${name}_null(${struct}, ${order.sql}), any_value(${struct}))`,
    )
  }

const anyRow = ({ nodes, scope, keys }: Arguments): Several =>
  row(valuesOf(nodes, scope, keys), (struct) => `any_value(${struct})`)

function row(values: Scalar[], sql: (struct: string) => string): Several {
  return {
    sql: sql(`{${values.map((value, index) => `'f${index}': ${value.sql}`).join(', ')}}`),
    columnsOf: (id) => values.map(({ type }, index) => ({ sql: `${id}['f${index}']`, type })),
  }
}

/** A star means all columns but the keys and what stands beside it. */
function valuesOf(nodes: SyntaxNode[], scope: Scope, taken: string[]): Scalar[] {
  const column = ({ id, type }: Column) => ({ sql: id, type })
  return nodes.flatMap((one) =>
    kindOf(one) === 'StarExpression'
      ? scope.columns.filter(({ name }) => !taken.includes(name)).map(column)
      : [expression(one, scope)],
  )
}

const listed = (list: string, value: Scalar | undefined, places: Scalar[]): Several => ({
  sql: list,
  columnsOf: (id) => places.map((_, index) => ({ sql: `${id}[${index + 1}]`, type: value?.type ?? 'real' })),
})

export const severalAggregates: Readonly<Record<string, (call: Arguments) => Several>> = {
  arg_max: extremeRow('arg_max'),
  arg_min: extremeRow('arg_min'),
  argmax: extremeRow('arg_max'),
  argmin: extremeRow('arg_min'),
  take_any: anyRow,
  any: anyRow,
  percentiles: ({ nodes, scope }) => {
    const [value, ...places] = nodes.map((one) => expression(one, scope))
    return listed(percentileList(value, places), value, places)
  },
  percentilesw: ({ nodes, scope }) => {
    const [value, weight, ...places] = nodes.map((one) => expression(one, scope))
    return listed(weightedList(value, weight, places), value, places)
  },
}

/** Such an aggregate, or undefined for one of a single column: `take_any(x)` looks for a value that is there. */
export function severalOf(node: SyntaxNode, scope: Scope, keys: string[]): Several | undefined {
  const name = nameOf(childOf(node, 'Name'))
  const nodes = childrenOf(childOf(node, 'ArgumentList'), 'Expressions')
  const [first] = nodes
  if (/any$/.test(name) && nodes.length === 1 && first && kindOf(first) !== 'StarExpression') return undefined
  return Object.hasOwn(severalAggregates, name) ? severalAggregates[name]?.({ nodes, scope, keys }) : undefined
}
