import { aggregate, isAggregate } from './aggregates.ts'
import { binary, sameKey } from './binary.ts'
import { cast, truth } from './conversion.ts'
import { UnsupportedSyntax } from './errors.ts'
import { callFunction } from './functions/call.ts'
import { callOwn } from './functions/own-function.ts'
import { propertySql } from './json-pointer.ts'
import { dynamicLiteral, literal } from './literals.ts'
import type { Column, Scope } from './stage.ts'
import { childOf, childrenOf, kindOf, nameOf, type SyntaxNode, textOf } from './syntax.ts'
import { amongRows, firstValue, isTable } from './table-values.ts'
import { nullOf, quoted, type Scalar } from './types.ts'

/** An expression in SQL. @throws UnsupportedSyntax for what the engine has not, with its place */
export function expression(node: SyntaxNode, scope: Scope): Scalar {
  switch (kindOf(node)) {
    case 'LiteralExpression':
      return literal(node)
    case 'CompoundStringLiteralExpression':
      return { sql: quoted(String(node.LiteralValue)), type: 'string' }
    case 'DynamicExpression':
      return dynamicLiteral(node)
    case 'ParenthesizedExpression':
      return expression(childOf(node, 'Expression'), scope)
    case 'SimpleNamedExpression':
    case 'CompoundNamedExpression':
      return expression(childOf(node, 'Expression'), scope)
    case 'NameReference':
      return reference(node, scope)
    case 'PathExpression':
      return path(node, scope)
    case 'ElementExpression':
      return element(node, scope)
    case 'PrefixUnaryExpression':
      return unary(node, scope)
    case 'BinaryExpression':
      return binary(
        textOf(node, 'Operator'),
        expression(childOf(node, 'Left'), scope),
        expression(childOf(node, 'Right'), scope),
        node,
      )
    case 'InExpression':
    case 'HasAnyExpression':
    case 'HasAllExpression':
      return membership(node, scope)
    case 'BetweenExpression':
      return between(node, scope)
    case 'ToScalarExpression':
      return firstValue(node, scope)
    case 'FunctionCallExpression':
      return scope.isAggregating && isAggregate(node)
        ? aggregate(node, scope, expression)
        : callFunction(node, scope, expression)
    default:
      throw new UnsupportedSyntax(kindOf(node), node.TextStart)
  }
}

/** The condition of a filter, which drops what is null as well as what is false. */
export function condition(node: SyntaxNode, scope: Scope): string {
  if (kindOf(node) === 'ParenthesizedExpression') return condition(childOf(node, 'Expression'), scope)
  if (kindOf(node) === 'BinaryExpression') {
    const [left, right] = [childOf(node, 'Left'), childOf(node, 'Right')]
    const operator = textOf(node, 'Operator')
    if (operator === 'and' || operator === 'or')
      return `(${condition(left, scope)} ${operator.toUpperCase()} ${condition(right, scope)})`
    if (operator === '==') return sameKey(expression(left, scope), expression(right, scope), node)
  }
  return cast(expression(node, scope), 'bool', node).sql
}

export function findColumn(columns: Column[], node: SyntaxNode): Column {
  const column = columns.find(({ name }) => name === nameOf(node))
  if (!column) throw new UnsupportedSyntax(`the name '${nameOf(node)}' here`, node.TextStart)
  return column
}

function reference(node: SyntaxNode, scope: Scope): Scalar {
  const column = scope.columns.find(({ name }) => name === nameOf(node))
  if (column) return { sql: column.id, type: column.type }
  const binding = scope.names.get(nameOf(node))
  if (binding?.kind === 'scalar') return binding.value
  if (binding?.kind === 'expression') return expression(binding.node, { ...bare(scope), names: binding.names })
  if (binding?.kind === 'function') return callOwn(node, binding, scope, expression, expression)
  throw new UnsupportedSyntax(`the name '${nameOf(node)}' here`, node.TextStart)
}

function bare({ translation, names }: Scope): Scope {
  return { translation, names, columns: [], order: [] }
}

function path(node: SyntaxNode, scope: Scope): Scalar {
  const from = childOf(node, 'Expression')
  const selector = childOf(node, 'Selector')
  const sides = scope.sides
  if (sides && kindOf(from) === 'NameReference' && nameOf(from).startsWith('$')) {
    const column = findColumn(nameOf(from) === '$left' ? sides.left : sides.right, selector)
    return { sql: column.id, type: column.type }
  }
  // `bag.[name]` and `bag.['name']` are as without the dot.
  if (kindOf(selector) === 'BracketedExpression') return element(node, scope)
  if (kindOf(selector) !== 'NameReference') throw new UnsupportedSyntax(kindOf(selector), selector.TextStart)
  return property(expression(from, scope), quoted(nameOf(selector)))
}

function element(node: SyntaxNode, scope: Scope): Scalar {
  const selector = childOf(childOf(node, 'Selector'), 'Expression')
  const index = expression(selector, scope)
  const from = expression(childOf(node, 'Expression'), scope)
  if (index.type === 'string') return property(from, index.sql)
  // Counted from the end when negative, as in the language.
  const whole = cast(index, 'long', selector).sql
  return {
    sql: `json_extract(${from.sql}, '$[' || CASE WHEN ${whole} < 0 THEN '#-' || (-${whole}) ELSE ${whole}::VARCHAR END || ']')`,
    type: 'dynamic',
  }
}

/** A property that is not there is null, never an error. */
function property(from: Scalar, nameSql: string): Scalar {
  return { sql: propertySql(from.sql, nameSql), type: 'dynamic' }
}

function unary(node: SyntaxNode, scope: Scope): Scalar {
  const value = expression(childOf(node, 'Expression'), scope)
  return textOf(node, 'Operator') === '-' ? { sql: `(-${value.sql})`, type: value.type } : value
}

function between(node: SyntaxNode, scope: Scope): Scalar {
  const range = childOf(node, 'Right')
  const value = expression(childOf(node, 'Left'), scope)
  const first = expression(childOf(range, 'First'), scope)
  const second = expression(childOf(range, 'Second'), scope)
  // A timespan as the second bound is counted from the first.
  const last = first.type === 'datetime' && second.type === 'timespan' ? binary('+', first, second, node) : second
  const inside = `(${binary('>=', value, first, node).sql} AND ${binary('<=', value, last, node).sql})`
  return {
    sql: textOf(node, 'Operator').startsWith('!') ? `(NOT ${inside})` : inside,
    type: 'bool',
  }
}

function membership(node: SyntaxNode, scope: Scope): Scalar {
  const operator = textOf(node, 'Operator')
  const value = expression(childOf(node, 'Left'), scope)
  const single = operator.replace(/^!/, '')
  const tests: string[] = []
  const written: string[] = []
  let left = ''
  for (const candidate of childrenOf(childOf(node, 'Right'), 'Expressions')) {
    if (isTable(candidate, scope)) {
      tests.push(amongRows(single, value, candidate, scope))
      continue
    }
    const right = expression(candidate, scope)
    if (right.type === 'dynamic') tests.push(amongItems(single, value, right, candidate))
    else if (single === 'in' && value.type !== 'dynamic' && right.type === value.type) {
      left = value.sql
      written.push(right.sql)
    } else tests.push(truth(binary(comparisonOf(single), value, right, candidate)))
  }
  // A long list is one test for DuckDB, where a long disjunction would take it seconds to plan.
  if (written.length > 0) tests.push(`coalesce(${left} IN (${written.join(', ')}), FALSE)`)
  const joined = `(${tests.join(single === 'has_all' ? ' AND ' : ' OR ')})`
  return { sql: operator.startsWith('!') ? `(NOT ${joined})` : joined, type: 'bool' }
}

function comparisonOf(operator: string): string {
  return operator === 'in' ? '==' : operator === 'in~' ? '=~' : 'has'
}

/** An array stands for its items. */
function amongItems(operator: string, value: Scalar, array: Scalar, node: SyntaxNode): string {
  const items = `CASE WHEN json_type(${array.sql}) = 'ARRAY' THEN CAST(${array.sql} AS JSON[]) ELSE [${array.sql}] END`
  const item = cast({ sql: 'item', type: 'dynamic' }, value.type === 'dynamic' ? 'string' : value.type, node)
  const left = value.type === 'dynamic' ? cast(value, 'string', node) : value
  const one = truth(binary(comparisonOf(operator), left, item, node))
  const fold = operator === 'has_all' ? 'list_bool_and' : 'list_bool_or'
  return `coalesce(${fold}(list_transform(${items}, lambda item: ${one})), ${operator === 'has_all'})`
}

/** The value, or the type's null where the expression yields none: a string is never null. */
export function neverNull(value: Scalar): Scalar {
  return value.type === 'string' ? { sql: `coalesce(${value.sql}, ${nullOf('string')})`, type: 'string' } : value
}
