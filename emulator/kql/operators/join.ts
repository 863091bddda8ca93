import { sameKey } from '../binary.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { findColumn, neverNull } from '../expressions.ts'
import type { Column, Scope, Stage } from '../stage.ts'
import {
  childOf,
  childrenOf,
  kindOf,
  nameOf,
  parametersOf,
  resultColumnsOf,
  type SyntaxNode,
  textOf,
} from '../syntax.ts'
import type { Scalar } from '../types.ts'
import type { Operator } from './operator.ts'

interface Key {
  left: Column
  right: Column
}

/** How each kind is said in SQL, and whose columns it shows. */
const kinds: Record<string, { sql: string; shows: 'both' | 'left' | 'right' }> = {
  innerunique: { sql: 'JOIN', shows: 'both' },
  inner: { sql: 'JOIN', shows: 'both' },
  leftouter: { sql: 'LEFT JOIN', shows: 'both' },
  rightouter: { sql: 'RIGHT JOIN', shows: 'both' },
  fullouter: { sql: 'FULL JOIN', shows: 'both' },
  leftsemi: { sql: 'SEMI JOIN', shows: 'left' },
  leftanti: { sql: 'ANTI JOIN', shows: 'left' },
  leftantisemi: { sql: 'ANTI JOIN', shows: 'left' },
  anti: { sql: 'ANTI JOIN', shows: 'left' },
  rightsemi: { sql: 'SEMI JOIN', shows: 'right' },
  rightanti: { sql: 'ANTI JOIN', shows: 'right' },
  rightantisemi: { sql: 'ANTI JOIN', shows: 'right' },
}

export const joinKinds = Object.keys(kinds)

export const join: Operator = (node, input, scope, tabular) => {
  const kindName = kindNameOf(node) ?? 'innerunique'
  const kind = Object.hasOwn(kinds, kindName) ? kinds[kindName] : undefined
  if (!kind) throw new UnsupportedSyntax(`join kind '${kindName}'`, node.TextStart)
  const right = tabular(childOf(node, 'Expression'), scope)
  const keys = keysOf(node, input, right)
  const [first, second] = kind.shows === 'right' ? [right, input] : [input, right]
  const left = kindName === 'innerunique' ? oneRowForEachKey(first, keys) : first.relation
  const relation = scope.translation.relation(
    `SELECT * FROM ${left} ${kind.sql} ${second.relation} ON ${conditionOf(keys, node)}`,
  )
  const columns = kind.shows === 'both' ? [...input.columns, ...right.columns] : first.columns
  return named({ relation, columns, order: [] }, node, scope)
}

/** As a join, without the right side's keys. */
export const lookup: Operator = (node, input, scope, tabular) => {
  const kind = kindNameOf(node) ?? 'leftouter'
  if (kind !== 'leftouter' && kind !== 'inner') throw new UnsupportedSyntax(`lookup kind '${kind}'`, node.TextStart)
  const right = tabular(childOf(node, 'Expression'), scope)
  const keys = keysOf(node, input, right)
  const relation = scope.translation.relation(
    `SELECT * FROM ${input.relation} ${kind === 'inner' ? 'JOIN' : 'LEFT JOIN'} ${right.relation} ON ${conditionOf(keys, node)}`,
  )
  const others = right.columns.filter(({ id }) => !keys.some((key) => key.right.id === id))
  return named({ relation, columns: [...input.columns, ...others], order: [] }, node, scope)
}

function kindNameOf(node: SyntaxNode): string | undefined {
  const kind = parametersOf(node).get('kind')
  return kind && textOf(kind, 'Token')
}

function keysOf(node: SyntaxNode, left: Stage, right: Stage): Key[] {
  const clause = childOf(node, kindOf(node) === 'LookupOperator' ? 'LookupClause' : 'ConditionClause')
  if (kindOf(clause) !== 'JoinOnClause') throw new UnsupportedSyntax(`a join's ${kindOf(clause)}`, clause.TextStart)
  return childrenOf(clause, 'Expressions').map((one) => {
    if (kindOf(one) === 'NameReference') {
      return { left: findColumn(left.columns, one), right: findColumn(right.columns, one) }
    }
    if (kindOf(one) !== 'BinaryExpression') throw new UnsupportedSyntax(`${kindOf(one)} in a join`, one.TextStart)
    const sides = [childOf(one, 'Left'), childOf(one, 'Right')]
    const of = (side: string) =>
      sides.find((path) => kindOf(path) === 'PathExpression' && nameOf(childOf(path, 'Expression')) === side)
    const [ofLeft, ofRight] = [of('$left'), of('$right')]
    if (!ofLeft || !ofRight) throw new UnsupportedSyntax('this condition of a join', one.TextStart)
    return {
      left: findColumn(left.columns, childOf(ofLeft, 'Selector')),
      right: findColumn(right.columns, childOf(ofRight, 'Selector')),
    }
  })
}

function conditionOf(keys: Key[], node: SyntaxNode): string {
  return keys.map(({ left, right }) => sameKey(scalarOf(left), scalarOf(right), node)).join(' AND ')
}

function scalarOf({ id, type }: Column): Scalar {
  return { sql: id, type }
}

function oneRowForEachKey(left: Stage, keys: Key[]): string {
  return `(SELECT DISTINCT ON (${keys.map((key) => key.left.id).join(', ')}) * FROM ${left.relation})`
}

/** The binder's names; a text that an outer join left out is empty, not null. */
function named(stage: Stage, node: SyntaxNode, scope: Scope): Stage {
  const wanted = resultColumnsOf(node)
  if (wanted.length !== stage.columns.length) throw new UnsupportedSyntax('the columns of this join', node.TextStart)
  const parts: string[] = []
  const columns = stage.columns.map((column, index) => {
    const name = wanted[index]?.name ?? column.name
    if (column.type !== 'string') return { ...column, name }
    const filled = scope.translation.column(name, 'string')
    parts.push(`${neverNull({ sql: column.id, type: 'string' }).sql} AS ${filled.id}`)
    return filled
  })
  const relation =
    parts.length > 0
      ? scope.translation.relation(`SELECT *, ${parts.join(', ')} FROM ${stage.relation}`)
      : stage.relation
  return { ...stage, relation, columns }
}
