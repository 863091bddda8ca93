import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import type { Column, Scope, Stage } from '../stage.ts'
import { childOf, childrenOf, kindOf, nameOf, resultColumnsOf, type SyntaxNode } from '../syntax.ts'
import type { Operator } from './operator.ts'

/** Names and types of the result are the binder's; each expression is one of its columns, in order. */
export const project: Operator = (node, input, scope) => {
  const wanted = resultColumnsOf(node)
  const nodes = childrenOf(node, 'Expressions')
  if (wanted.length !== nodes.length) throw new UnsupportedSyntax('an expression of several columns', node.TextStart)
  return computed(
    input,
    scope,
    nodes.map((one, index) => [wanted[index] ?? { name: '', type: '' }, one]),
  )
}

export const extend: Operator = (node, input, scope) => {
  const all = resultColumnsOf(node)
  const nodes = childrenOf(node, 'Expressions')
  const given = nodes.map(givenName)
  const unnamed = all.filter(({ name }) => !given.includes(name) && !input.columns.some((old) => old.name === name))
  const names = given.map((name) => name ?? unnamed.shift()?.name ?? '')
  const pairs = nodes.map((one, index): [Wanted, SyntaxNode] => {
    const column = all.find(({ name }) => name === names[index])
    if (!column) throw new UnsupportedSyntax('an expression of several columns', one.TextStart)
    return [column, one]
  })
  const made = computed(input, scope, pairs)
  const columns = all.map(
    ({ name }) => [...made.columns].reverse().find((one) => one.name === name) ?? kept(input, name, node),
  )
  return { ...made, columns }
}

interface Wanted {
  name: string
  type: string
}

function givenName(node: SyntaxNode): string | undefined {
  if (kindOf(node) === 'SimpleNamedExpression') return nameOf(childOf(node, 'Name'))
  return kindOf(node) === 'NameReference' ? nameOf(node) : undefined
}

/** Adds columns beside all that are there; only these are visible. */
function computed(input: Stage, scope: Scope, pairs: [Wanted, SyntaxNode][]): Stage {
  const parts: string[] = []
  const columns = pairs.map(([{ name, type }, node]) => {
    const value = neverNull(cast(expression(node, scope), type, node))
    const same = input.columns.find(({ id }) => id === value.sql)
    if (same) return { ...same, name }
    const column = scope.translation.column(name, type)
    parts.push(`${value.sql} AS ${column.id}`)
    return column
  })
  if (parts.length === 0) return { ...input, columns }
  const relation = scope.translation.relation(`SELECT *, ${parts.join(', ')} FROM ${input.relation}`)
  return { ...input, relation, columns }
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
