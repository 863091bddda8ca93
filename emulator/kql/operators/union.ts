import { UnsupportedSyntax } from '../errors.ts'
import type { Scope, Stage } from '../stage.ts'
import { childrenOf, kindOf, parametersOf, resultColumnsOf, type SyntaxNode } from '../syntax.ts'
import { nullOf } from '../types.ts'
import type { Tabular } from './operator.ts'

/** Rows of all tables, under the binder's columns; what a table has not is its type's null. */
export function union(
  node: SyntaxNode,
  input: Stage | undefined,
  scope: Pick<Scope, 'translation' | 'names'>,
  tabular: Tabular,
): Stage {
  for (const [name, value] of parametersOf(node)) {
    if (!/^(isfuzzy|kind|hint\..*)$/.test(name))
      throw new UnsupportedSyntax(`union's parameter '${name}'`, value.TextStart)
  }
  const stages = [...(input ? [input] : []), ...childrenOf(node, 'Expressions').map((one) => tabular(one, scope))]
  const columns = resultColumnsOf(node).map(({ name, type }) => scope.translation.column(name, type))
  const selects = stages.map((stage) => {
    const parts = columns.map((column) => {
      const own = stage.columns.find(
        ({ name, type }) => type === column.type && (name === column.name || `${name}_${type}` === column.name),
      )
      return `${own?.id ?? nullOf(column.type)} AS ${column.id}`
    })
    return `SELECT ${parts.join(', ')} FROM ${stage.relation}`
  })
  if (selects.length === 0) throw new UnsupportedSyntax(kindOf(node), node.TextStart)
  return { relation: scope.translation.relation(selects.join(' UNION ALL ')), columns, order: [] }
}
