import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import type { Scope } from '../stage.ts'
import { childOf, childrenOf, kindOf, nameOf, type SyntaxNode, typeOf } from '../syntax.ts'
import { nullOf, quoted, type Scalar } from '../types.ts'
import { dynamicFunctions } from './dynamic.ts'
import { logicFunctions } from './logic.ts'
import { numberFunctions } from './numbers.ts'
import { callOwn } from './own-function.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { seriesFunctions } from './series.ts'
import { textFunctions } from './text.ts'
import { timeFunctions } from './time.ts'
import { notSerialized, windowFunctions } from './window.ts'

/** Every scalar function of the engine, by its name in the language. */
export const scalarFunctions: Readonly<Record<string, ScalarFunction>> = {
  ...textFunctions,
  ...numberFunctions,
  ...timeFunctions,
  ...dynamicFunctions,
  ...logicFunctions,
  ...seriesFunctions,
}

type Expression = (node: SyntaxNode, scope: Scope) => Scalar

/** A call. Each argument is first made the type that the function's table names; a text result is never null. */
export function callFunction(node: SyntaxNode, scope: Scope, expression: Expression): Scalar {
  const name = nameOf(childOf(node, 'Name'))
  const argumentNodes = childrenOf(childOf(node, 'ArgumentList'), 'Expressions')
  const binding = scope.names.get(name)
  if (binding?.kind === 'function') return callOwn(node, binding, scope, expression, expression)
  if (name === 'column_ifexists' || name === 'columnifexists') return columnIfExists(argumentNodes, scope, expression)
  const window = scope.windows?.get(node)
  if (window) return window
  if (Object.hasOwn(windowFunctions, name)) throw notSerialized(name, node)
  if (name === 'iscolumnexists') {
    return { sql: findNamed(argumentNodes[0], scope, expression) ? 'TRUE' : 'FALSE', type: 'bool' }
  }
  const known = Object.hasOwn(scalarFunctions, name) ? scalarFunctions[name] : undefined
  if (!known) throw new UnsupportedSyntax(`the function '${name}()'`, node.TextStart)
  const values = argumentNodes.flatMap((one, index): Scalar[] => {
    const wanted = known.takes[Math.min(index, known.takes.length - 1)]
    const taken = (value: Scalar) => (wanted === undefined || wanted === 'any' ? value : cast(value, wanted, one))
    // The binder has read `typeof(long)`: it is the type of the call.
    if (kindOf(one) === 'TypeOfLiteralExpression') return [{ sql: 'NULL', type: 'type' }]
    if (kindOf(one) === 'StarExpression') return scope.columns.map(({ id, type }) => taken({ sql: id, type }))
    return [taken(expression(one, scope))]
  })
  const type = known.gives ?? typeOf(node)
  const sql = known.sql(values, {
    nowSql: scope.translation.nowSql,
    type,
    node,
    argumentNodes,
    columns: scope.columns,
  })
  return { sql: type === 'string' ? `coalesce(${sql}, ${nullOf(type)})` : sql, type }
}

/** Answered while translating: the stage's columns are known. */
function columnIfExists([nameNode, otherwise]: SyntaxNode[], scope: Scope, expression: Expression): Scalar {
  if (!nameNode || !otherwise) throw new UnsupportedSyntax('column_ifexists() without two arguments', 0)
  const column = findNamed(nameNode, scope, expression)
  return column ? { sql: column.id, type: column.type } : expression(otherwise, scope)
}

function findNamed(nameNode: SyntaxNode | undefined, scope: Scope, expression: Expression) {
  const wanted = nameNode && expression(nameNode, scope).sql
  return scope.columns.find(({ name }) => quoted(name) === wanted)
}
