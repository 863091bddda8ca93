import { UnsupportedSyntax } from '../errors.ts'
import type { Stage } from '../stage.ts'
import { childrenOf, nameOf, parametersOf, resultColumnsOf, type SyntaxNode, textOf } from '../syntax.ts'
import type { Tabular } from './operator.ts'
import type { SourceScope } from './sources.ts'
import { sourcesOf, unite } from './unite.ts'

/** Rows of all tables. `isfuzzy` leaves out a table that does not exist. */
export function union(node: SyntaxNode, input: Stage | undefined, scope: SourceScope, tabular: Tabular): Stage {
  const parameters = parametersOf(node)
  for (const [name, value] of parameters) {
    if (!/^(isfuzzy|kind|withsource|hint\..*)$/.test(name))
      throw new UnsupportedSyntax(`union's parameter '${name}'`, value.TextStart)
  }
  const [kind, fuzzy, withSource] = ['kind', 'isfuzzy', 'withsource'].map((name) => parameters.get(name))
  const sourceColumn = withSource && nameOf(withSource)
  const sources = [
    ...(input ? [{ name: 'union_arg0', stage: input }] : []),
    ...sourcesOf(childrenOf(node, 'Expressions'), scope, tabular, isTrue(fuzzy)),
  ]
  const wanted = resultColumnsOf(node).slice(sourceColumn === undefined ? 0 : 1)
  const isInner = kind !== undefined && textOf(kind, 'Token') === 'inner'
  return unite(sources, wanted, { scope, node, isInner, sourceColumn })
}

function isTrue(parameter: SyntaxNode | undefined): boolean {
  return parameter !== undefined && /true|1/i.test(textOf(parameter, 'Token'))
}
