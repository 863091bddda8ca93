import { UnsupportedSyntax } from './errors.ts'
import { expression } from './expressions.ts'
import { choose, extend, project, rename } from './operators/columns.ts'
import { count, distinct, summarize } from './operators/groups.ts'
import { join, lookup } from './operators/join.ts'
import { makeSeries } from './operators/make-series.ts'
import { mvExpand } from './operators/mv-expand.ts'
import type { Operator, Tabular } from './operators/operator.ts'
import { render, serialize, sort, take, top, where } from './operators/rows.ts'
import { dataTable, print, range } from './operators/sources.ts'
import { union } from './operators/union.ts'
import type { Binding, Names, Stage, Translation } from './stage.ts'
import { childOf, childrenOf, kindOf, nameOf, type SyntaxNode, typeOf } from './syntax.ts'

/** Every operator of the pipeline, by the parser's name of its node. */
export const operators: Readonly<Record<string, Operator>> = {
  FilterOperator: where,
  ProjectOperator: project,
  ProjectAwayOperator: choose,
  ProjectKeepOperator: choose,
  ProjectReorderOperator: choose,
  ProjectRenameOperator: rename,
  ExtendOperator: extend,
  SummarizeOperator: summarize,
  SortOperator: sort,
  TopOperator: top,
  TakeOperator: take,
  DistinctOperator: distinct,
  CountOperator: count,
  JoinOperator: join,
  LookupOperator: lookup,
  MakeSeriesOperator: makeSeries,
  MvExpandOperator: mvExpand,
  RenderOperator: render,
  SerializeOperator: serialize,
  UnionOperator: (node, input, scope, tabularOf) => union(node, input, scope, tabularOf),
}

/** A whole query: `let` statements and one table. @throws UnsupportedSyntax */
export function translate(root: SyntaxNode, translation: Translation): Stage {
  let names: Names = new Map()
  let result: Stage | undefined
  for (const statement of childrenOf(root, 'Statements')) {
    switch (kindOf(statement)) {
      case 'LetStatement':
        names = new Map([
          ...names,
          [nameOf(childOf(statement, 'Name')), bindingOf(childOf(statement, 'Expression'), names, translation)],
        ])
        break
      case 'ExpressionStatement':
        if (result) throw new UnsupportedSyntax('a second table in one query', statement.TextStart)
        result = tabular(childOf(statement, 'Expression'), { translation, names })
        break
      default:
        throw new UnsupportedSyntax(kindOf(statement), statement.TextStart)
    }
  }
  if (!result) throw new UnsupportedSyntax('a query without a table', 0)
  return result
}

function bindingOf(node: SyntaxNode, names: Names, translation: Translation): Binding {
  if (kindOf(node) === 'FunctionDeclaration') return { kind: 'function', node, names }
  if (isTabular(node, names)) return { kind: 'table', node, names }
  return { kind: 'scalar', value: expression(node, { translation, names, columns: [], order: [] }) }
}

function isTabular(node: SyntaxNode, names: Names): boolean {
  const type: unknown = node.ResultType
  return typeof type === 'object' && type !== null && 'IsTabular' in type
    ? type.IsTabular === true
    : typeOf(node) === '' || names.get(nameOf(node))?.kind === 'table'
}

const tabular: Tabular = (node, scope) => {
  switch (kindOf(node)) {
    case 'ParenthesizedExpression':
      return tabular(childOf(node, 'Expression'), scope)
    case 'PipeExpression': {
      const input = tabular(childOf(node, 'Expression'), scope)
      const operator = childOf(node, 'Operator')
      const known = Object.hasOwn(operators, kindOf(operator)) ? operators[kindOf(operator)] : undefined
      if (!known) throw new UnsupportedSyntax(operatorName(operator), operator.TextStart)
      return known(operator, input, { ...scope, columns: input.columns, order: input.order }, tabular)
    }
    case 'NameReference':
      return named(node, scope)
    case 'DataTableExpression':
      return dataTable(node, scope)
    case 'PrintOperator':
      return print(node, scope)
    case 'RangeOperator':
      return range(node, scope)
    case 'UnionOperator':
      return union(node, undefined, scope, tabular)
    default:
      throw new UnsupportedSyntax(operatorName(node), node.TextStart)
  }
}

/** Another reading of the same table has columns of its own, so that a table can be joined with itself. */
function named(node: SyntaxNode, { translation, names }: Parameters<Tabular>[1]): Stage {
  const binding = names.get(nameOf(node))
  if (binding?.kind === 'table') return tabular(binding.node, { translation, names: binding.names })
  const source = translation.tables.get(nameOf(node))
  if (!source) throw new UnsupportedSyntax(`the table '${nameOf(node)}'`, node.TextStart)
  const columns = source.table.columns.map(({ name, type }) => translation.column(name, type))
  const parts = columns.map(({ id }, index) => `c${index} AS ${id}`)
  return { relation: translation.relation(`SELECT ${parts.join(', ')} FROM ${source.relation}`), columns, order: [] }
}

/** `MakeSeriesOperator` as the language writes it: make-series. */
function operatorName(node: SyntaxNode): string {
  const name = kindOf(node).replace(/Operator$|Expression$/, '')
  return `'${name.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase()}'`
}
