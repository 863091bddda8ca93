import { cast } from './conversion.ts'
import { UnsupportedSyntax } from './errors.ts'
import type { SyntaxNode } from './syntax.ts'
import { textOperator } from './text-operators.ts'
import { isNumber, type Scalar } from './types.ts'

/** Two operands and an operator. */
export function binary(operator: string, left: Scalar, right: Scalar, node: SyntaxNode): Scalar {
  switch (operator) {
    // Of a null both are as in SQL: false and null is false, true or null is true, else null.
    case 'and':
    case 'or':
      return {
        sql: `(${cast(left, 'bool', node).sql} ${operator.toUpperCase()} ${cast(right, 'bool', node).sql})`,
        type: 'bool',
      }
    case '==':
      return { sql: equals(left, right, node), type: 'bool' }
    case '!=':
    case '<>':
      return { sql: `(NOT ${equals(left, right, node)})`, type: 'bool' }
    case '<':
    case '>':
    case '<=':
    case '>=': {
      const [first, second] = comparable(left, right, node)
      return { sql: `(${first.sql} ${operator} ${second.sql})`, type: 'bool' }
    }
    case '+':
    case '-':
    case '*':
    case '/':
    case '%':
      return arithmetic(operator, left, right, node)
    default:
      return { sql: textOperator(operator, cast(left, 'string').sql, cast(right, 'string').sql, node), type: 'bool' }
  }
}

/** A null equals no value, so `x != 5` keeps the rows without x; whether two nulls are equal is null. */
function equals(left: Scalar, right: Scalar, node: SyntaxNode): string {
  const [first, second] = comparable(left, right, node)
  if (first.type === 'string') return `(${first.sql} = ${second.sql})`
  const bothNull =
    isWritten(left) || isWritten(right) ? '' : `nullif(FALSE, ${first.sql} IS DISTINCT FROM ${second.sql})`
  return `coalesce(${first.sql} = ${second.sql}, ${bothNull || 'FALSE'})`
}

/** A literal other than null, so that nothing need be asked of it. */
function isWritten({ sql }: Scalar): boolean {
  return /^('[^']*'|\d+|\(-\d+\)|TRUE|FALSE|TIMESTAMP '[^']*')(::\w+)?$/.test(sql)
}

/** As the condition of a join or a filter: null matches nothing, not even null, which DuckDB can use to skip rows. */
export function sameKey(left: Scalar, right: Scalar, node: SyntaxNode): string {
  const [first, second] = comparable(left, right, node)
  return `(${first.sql} = ${second.sql})`
}

/** Both sides as one type: dynamic takes the other's, a text beside a number is read as one. */
export function comparable(left: Scalar, right: Scalar, node: SyntaxNode): [Scalar, Scalar] {
  if (left.type === right.type) {
    return left.type === 'dynamic' ? [cast(left, 'string', node), cast(right, 'string', node)] : [left, right]
  }
  if (isNumber(left.type) && isNumber(right.type)) return [left, right]
  if (left.type === 'dynamic')
    return [cast(left, right.type === 'int' || right.type === 'long' ? 'real' : right.type, node), right]
  if (right.type === 'dynamic')
    return [left, cast(right, left.type === 'int' || left.type === 'long' ? 'real' : left.type, node)]
  if (left.type === 'string') return [cast(left, right.type, node), right]
  if (right.type === 'string') return [left, cast(right, left.type, node)]
  if (left.type === 'bool' && isNumber(right.type)) return [cast(left, 'long', node), right]
  if (right.type === 'bool' && isNumber(left.type)) return [left, cast(right, 'long', node)]
  throw new UnsupportedSyntax(`the comparison of '${left.type}' with '${right.type}'`, node.TextStart)
}

function arithmetic(operator: string, left: Scalar, right: Scalar, node: SyntaxNode): Scalar {
  const unlike = new UnsupportedSyntax(`'${left.type} ${operator} ${right.type}'`, node.TextStart)
  const { sql: a, type: leftType } = left.type === 'dynamic' ? cast(left, 'real', node) : left
  const { sql: b, type: rightType } = right.type === 'dynamic' ? cast(right, 'real', node) : right
  if (isNumber(leftType) && isNumber(rightType))
    return numeric(operator, { sql: a, type: leftType }, { sql: b, type: rightType })
  const isSum = operator === '+' || operator === '-'
  if (leftType === 'datetime' && rightType === 'timespan' && isSum) {
    return { sql: `(${a} ${operator} to_microseconds(${b}))`, type: 'datetime' }
  }
  if (leftType === 'timespan' && rightType === 'datetime' && operator === '+') {
    return { sql: `(${b} + to_microseconds(${a}))`, type: 'datetime' }
  }
  if (leftType === 'datetime' && rightType === 'datetime' && operator === '-') {
    return { sql: `(epoch_us(${a}) - epoch_us(${b}))`, type: 'timespan' }
  }
  if (leftType === 'timespan' && rightType === 'timespan') {
    if (isSum) return { sql: `(${a} ${operator} ${b})`, type: 'timespan' }
    if (operator === '/') return { sql: `(${a}::DOUBLE / ${b})`, type: 'real' }
    if (operator === '%') return { sql: nonNegativeRemainder(a, b), type: 'timespan' }
  }
  if (leftType === 'timespan' && isNumber(rightType) && (operator === '*' || operator === '/')) {
    return { sql: `CAST(trunc(${a} ${operator} ${b}::DOUBLE) AS BIGINT)`, type: 'timespan' }
  }
  if (isNumber(leftType) && rightType === 'timespan' && operator === '*') {
    return { sql: `CAST(trunc(${a}::DOUBLE * ${b}) AS BIGINT)`, type: 'timespan' }
  }
  throw unlike
}

/** A division of whole numbers cuts towards zero and is null by zero; a remainder is never negative. */
function numeric(operator: string, left: Scalar, right: Scalar): Scalar {
  const isReal = left.type === 'real' || right.type === 'real'
  const type = isReal ? 'real' : left.type === 'long' || right.type === 'long' ? 'long' : 'int'
  const width = type === 'real' ? 'DOUBLE' : type === 'long' ? 'BIGINT' : 'INTEGER'
  const [a, b] = [`${left.sql}::${width}`, `${right.sql}::${width}`]
  if (operator === '/') return { sql: isReal ? realQuotient(a, b) : `(${a} // nullif(${b}, 0))`, type }
  if (operator === '%') return { sql: nonNegativeRemainder(a, b), type }
  return { sql: `(${a} ${operator} ${b})`, type }
}

/** By zero as IEEE 754 has it; DuckDB would say null. */
function realQuotient(a: string, b: string): string {
  return `CASE WHEN ${b} = 0 THEN CASE WHEN ${a} = 0 OR isnan(${a}) THEN 'nan'::DOUBLE WHEN ${a} > 0 THEN 'inf'::DOUBLE ELSE '-inf'::DOUBLE END ELSE ${a} / ${b} END`
}

function nonNegativeRemainder(a: string, b: string): string {
  return `((${a} % nullif(${b}, 0) + abs(${b})) % nullif(abs(${b}), 0))`
}
