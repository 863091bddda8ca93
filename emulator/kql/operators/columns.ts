import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import type { Column, Scope, Stage } from '../stage.ts'
import {
  childOf,
  childrenOf,
  isNamedAsItsArgument,
  kindOf,
  nameOf,
  resultColumnsOf,
  type SyntaxNode,
  typeOf,
} from '../syntax.ts'
import type { Scalar } from '../types.ts'
import type { Operator } from './operator.ts'

/** Names and types of the result are the binder's; each expression is one of its columns, or several, in order. */
export const project: Operator = (node, input, scope) => {
  const wanted = resultColumnsOf(node)
  // In print a name stands for the first of several columns alone.
  const width = (one: SyntaxNode) =>
    kindOf(node) === 'PrintOperator' ? givenNames(one).length || widthOf(one) : widthOf(one)
  const items = childrenOf(node, 'Expressions').map((one) => ({ node: one, columns: wanted.splice(0, width(one)) }))
  if (wanted.length > 0) throw new UnsupportedSyntax('an expression of several columns', node.TextStart)
  return computed(input, scope, items)
}

export const extend: Operator = (node, input, scope) => {
  const all = resultColumnsOf(node)
  const nodes = childrenOf(node, 'Expressions')
  const given = new Set(nodes.flatMap(givenNames))
  const unnamed = all.filter(({ name }) => !given.has(name) && !input.columns.some((old) => old.name === name))
  const items = nodes.map((one) => {
    const names = givenNames(one)
    const columns = names.map((name) => all.find((column) => column.name === name))
    const rest = unnamed.splice(0, widthOf(one) - names.length)
    return { node: one, columns: [...columns, ...rest].filter((column) => column !== undefined) }
  })
  const made = computed(input, scope, items)
  const columns = all.map(
    ({ name }) => [...made.columns].reverse().find((one) => one.name === name) ?? kept(input, name, node),
  )
  return { ...made, columns }
}

interface Item {
  node: SyntaxNode
  columns: { name: string; type: string }[]
}

/** How many columns an expression gives: a function of several has the type of a tuple. */
function widthOf(node: SyntaxNode): number {
  return typeOf(node) === 'tuple' ? resultColumnsOf(node).length : 1
}

function givenNames(node: SyntaxNode): string[] {
  if (kindOf(node) === 'CompoundNamedExpression')
    return childrenOf(childOf(node, 'Names'), 'Names').map((name) => nameOf(name))
  if (kindOf(node) === 'SimpleNamedExpression') return [nameOf(childOf(node, 'Name'))]
  if (kindOf(node) === 'NameReference') return [nameOf(node)]
  const [first] = isNamedAsItsArgument(node) ? childrenOf(childOf(node, 'ArgumentList'), 'Expressions') : []
  return first && kindOf(first) === 'NameReference' ? [nameOf(first)] : []
}

/** Adds columns beside all that are there; only these are visible. */
function computed(input: Stage, scope: Scope, items: Item[]): Stage {
  const parts: string[] = []
  const columns = items.flatMap(({ node, columns: wanted }) => {
    const width = widthOf(node)
    if (wanted.length === 0 || wanted.length > width)
      throw new UnsupportedSyntax('an expression of several columns', node.TextStart)
    const value = expression(node, scope)
    return wanted.map(({ name, type }, index) => {
      const own = width > 1 ? itemOf(value, index) : value
      const { sql } = neverNull(cast(own, type, node))
      const same = input.columns.find(({ id }) => id === sql)
      if (same) return { ...same, name }
      const column = scope.translation.column(name, type)
      parts.push(`${sql} AS ${column.id}`)
      return column
    })
  })
  if (parts.length === 0) return { ...input, columns }
  const relation = scope.translation.relation(`SELECT *, ${parts.join(', ')} FROM ${input.relation}`)
  return { ...input, relation, columns }
}

/** A function of several columns gives an array of them. DuckDB calls it once, however often it is written. */
function itemOf({ sql }: Scalar, index: number): Scalar {
  return { sql: `nullif(json_extract(${sql}, '$[${index}]'), 'null'::JSON)`, type: 'dynamic' }
}

function kept(input: Stage, name: string, node: SyntaxNode): Column {
  const column = input.columns.find((one) => one.name === name)
  if (!column) throw new UnsupportedSyntax(`the column '${name}' here`, node.TextStart)
  return column
}

/** project-away, project-keep, project-reorder: the binder says which columns are left. */
export const choose: Operator = (node, input) => ({
  ...input,
  columns: resultColumnsOf(node).map(({ name }) => kept(input, name, node)),
})

/** The columns stay in their places. */
export const rename: Operator = (node, input) => {
  const renamed = resultColumnsOf(node)
  return {
    ...input,
    columns: input.columns.map((column, index) => ({ ...column, name: renamed[index]?.name ?? column.name })),
  }
}
