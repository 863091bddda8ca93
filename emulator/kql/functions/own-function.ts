import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { declare } from '../let.ts'
import type { Binding, Names, Scope, Stage } from '../stage.ts'
import {
  calledBodyOf,
  childOf,
  childrenOf,
  isTabular,
  kindOf,
  maybeChildOf,
  nameOf,
  type SyntaxNode,
  typeOf,
} from '../syntax.ts'
import type { Scalar } from '../types.ts'

type Expression = (node: SyntaxNode, scope: Scope) => Scalar
type OwnFunction = Extract<Binding, { node: SyntaxNode }>

/**
 * A call of one of the query's own functions: its body stands in the call's place, with the names known where it was written.
 * @param input the table that `invoke` hands over as the first argument
 * @param inside translates the body's expression
 * @throws UnsupportedSyntax
 */
export function callOwn<T>(
  call: SyntaxNode,
  own: OwnFunction,
  scope: Scope,
  expression: Expression,
  inside: (body: SyntaxNode, scope: Scope) => T,
  input?: Stage,
): T {
  let names = withArguments(call, own, scope, expression, input)
  const written = childOf(own.node, 'Body')
  const body = calledBodyOf(call) ?? written
  try {
    for (const statement of childrenOf(body, 'Statements')) names = declare(statement, names)
    return inside(childOf(body, 'Expression'), { translation: scope.translation, names, columns: [], order: [] })
  } catch (error) {
    // The bound body counts its places from its own beginning.
    if (error instanceof UnsupportedSyntax && body !== written) throw error.movedBy(written.TextStart - body.TextStart)
    throw error
  }
}

function withArguments(
  call: SyntaxNode,
  own: OwnFunction,
  scope: Scope,
  expression: Expression,
  input: Stage | undefined,
): Names {
  const given = argumentsOf(call)
  const positional = given.filter((one) => kindOf(one) !== 'SimpleNamedExpression')
  const named = new Map(
    given
      .filter((one) => kindOf(one) === 'SimpleNamedExpression')
      .map((one) => [nameOf(childOf(one, 'Name')), childOf(one, 'Expression')]),
  )
  const names = new Map(own.names)
  const parameters = childrenOf(childOf(own.node, 'Parameters'), 'Parameters')
  for (const [index, parameter] of parameters.entries()) {
    const declared = childOf(childOf(parameter, 'NameAndType'), 'Name')
    const name = nameOf(declared)
    if (input && index === 0) {
      names.set(name, { kind: 'stage', stage: input })
      continue
    }
    const node = named.get(name) ?? positional[index - (input ? 1 : 0)] ?? defaultOf(parameter)
    if (isTabular(declared)) names.set(name, { kind: 'stage', stage: scope.translation.tabular(node, scope) })
    else names.set(name, { kind: 'scalar', value: cast(expression(node, scope), typeOf(declared), node) })
  }
  return names
}

/** A function without parameters may be called by its bare name. */
function argumentsOf(call: SyntaxNode): SyntaxNode[] {
  const list = maybeChildOf(call, 'ArgumentList')
  return list ? childrenOf(list, 'Expressions') : []
}

function defaultOf(parameter: SyntaxNode): SyntaxNode {
  const value = maybeChildOf(parameter, 'DefaultValue')
  if (!value) throw new UnsupportedSyntax('a call without all of its arguments', parameter.TextStart)
  return childOf(value, 'Value')
}
