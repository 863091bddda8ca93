import { UnsupportedSyntax } from './errors.ts'
import { expression } from './expressions.ts'
import { callOwn } from './functions/own-function.ts'
import { declare } from './let.ts'
import { choose, extend, project, rename } from './operators/columns.ts'
import { evaluate } from './operators/evaluate.ts'
import { getSchema } from './operators/get-schema.ts'
import { count, distinct, summarize } from './operators/groups.ts'
import { join, lookup } from './operators/join.ts'
import { makeSeries } from './operators/make-series.ts'
import { mvApply } from './operators/mv-apply.ts'
import { mvExpand } from './operators/mv-expand.ts'
import { as, invoke, materialize } from './operators/name.ts'
import type { Operator, Tabular } from './operators/operator.ts'
import { parse, parseWhere } from './operators/parse.ts'
import { parseKv } from './operators/parse-kv.ts'
import { render, serialize, sort, take, top, where } from './operators/rows.ts'
import { sample, sampleDistinct } from './operators/sample.ts'
import { search, searchRows } from './operators/search.ts'
import { dataTable, print, range, type SourceScope, source } from './operators/sources.ts'
import { topHitters } from './operators/top-hitters.ts'
import { union } from './operators/union.ts'
import type { Names, Stage, Translation } from './stage.ts'
import { childOf, childrenOf, kindOf, nameOf, type SyntaxNode } from './syntax.ts'
import { withWindows } from './windows.ts'

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
  MvApplyOperator: mvApply,
  ParseOperator: parse,
  ParseWhereOperator: parseWhere,
  ParseKvOperator: parseKv,
  EvaluateOperator: evaluate,
  RenderOperator: render,
  SerializeOperator: serialize,
  AsOperator: as,
  SearchOperator: searchRows,
  TopHittersOperator: topHitters,
  GetSchemaOperator: getSchema,
  SampleOperator: sample,
  SampleDistinctOperator: sampleDistinct,
  InvokeOperator: invoke,
  UnionOperator: (node, input, scope, tabularOf) => union(node, input, scope, tabularOf),
}

/** A whole query: `let` statements and one table. @throws UnsupportedSyntax */
export function translate(root: SyntaxNode, translation: Translation): Stage {
  let names: Names = new Map()
  let result: Stage | undefined
  for (const statement of childrenOf(root, 'Statements')) {
    if (kindOf(statement) !== 'ExpressionStatement') {
      names = declare(statement, names)
      continue
    }
    if (result) throw new UnsupportedSyntax('a second table in one query', statement.TextStart)
    result = tabular(childOf(statement, 'Expression'), { translation, names })
  }
  if (!result) throw new UnsupportedSyntax('a query without a table', 0)
  return result
}

export const tabular: Tabular = (node, scope, input) => {
  switch (kindOf(node)) {
    case 'ParenthesizedExpression':
      return tabular(childOf(node, 'Expression'), scope, input)
    case 'PipeExpression':
      return piped(childOf(node, 'Operator'), tabular(childOf(node, 'Expression'), scope, input), scope)
    case 'NameReference':
      return named(node, scope)
    case 'FunctionCallExpression':
      return called(node, scope)
    case 'PathExpression':
      throw new UnsupportedSyntax('a table of another workspace, cluster or database', node.TextStart)
    case 'MaterializeExpression':
      return materialize(node, scope, tabular)
    case 'DataTableExpression':
      return dataTable(node, scope)
    case 'PrintOperator':
      return print(node, scope)
    case 'RangeOperator':
      return range(node, scope)
    case 'UnionOperator':
      return union(node, input, scope, tabular)
    case 'SearchOperator':
      return input ? piped(node, input, scope) : search(node, scope, tabular)
    default:
      if (input) return piped(node, input, scope)
      throw new UnsupportedSyntax(operatorName(node), node.TextStart)
  }
}

function piped(operator: SyntaxNode, input: Stage, scope: SourceScope): Stage {
  const known = Object.hasOwn(operators, kindOf(operator)) ? operators[kindOf(operator)] : undefined
  if (!known) throw new UnsupportedSyntax(operatorName(operator), operator.TextStart)
  const { input: ready, scope: inner } = withWindows(operator, input, scope)
  return known(operator, ready, inner, tabular)
}

/** Another reading of the same table has columns of its own, so that a table can be joined with itself. */
function named(node: SyntaxNode, scope: SourceScope): Stage {
  const { translation, names } = scope
  const name = nameOf(node)
  const binding = names.get(name)
  if (binding?.kind === 'function') return called(node, scope)
  if (binding?.kind === 'stage') return translation.again(binding.stage)
  if (binding?.kind === 'table') return tabular(binding.node, { translation, names: binding.names })
  const earlier = translation.named.get(name)
  return earlier ? translation.again(earlier) : source(name, translation, node)
}

/** A function of the query's own that gives a table. */
function called(node: SyntaxNode, scope: SourceScope): Stage {
  const name = nameOf(kindOf(node) === 'NameReference' ? node : childOf(node, 'Name'))
  const own = scope.names.get(name)
  if (!own && name === 'table') return byText(node, scope)
  if (own?.kind !== 'function') throw new UnsupportedSyntax(`the function '${name}()' as a table`, node.TextStart)
  return callOwn(node, own, { ...scope, columns: [], order: [] }, expression, tabular)
}

/** `table("T")` */
function byText(call: SyntaxNode, { translation }: SourceScope): Stage {
  const [name, ...others] = childrenOf(childOf(call, 'ArgumentList'), 'Expressions')
  if (others.length > 0 || typeof name?.LiteralValue !== 'string')
    throw new UnsupportedSyntax('table() of anything but one written name', call.TextStart)
  return source(name.LiteralValue, translation, call)
}

/** `MakeSeriesOperator` as the language writes it: make-series. */
function operatorName(node: SyntaxNode): string {
  const name = kindOf(node).replace(/Operator$|Expression$/, '')
  return `'${name.replaceAll(/(?<!^)([A-Z])/g, '-$1').toLowerCase()}'`
}
