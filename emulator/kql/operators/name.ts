import { UnsupportedSyntax } from '../errors.ts'
import { expression } from '../expressions.ts'
import { callOwn } from '../functions/own-function.ts'
import type { Stage, Translation } from '../stage.ts'
import { childOf, kindOf, nameOf, parametersOf, type SyntaxNode } from '../syntax.ts'
import type { Operator, Tabular } from './operator.ts'

/** as: from here to the query's end the name is this table, computed once. */
export const as: Operator = (node, input, { translation }) => {
  for (const name of parametersOf(node).keys()) {
    if (!name.startsWith('hint.')) throw new UnsupportedSyntax(`as's parameter '${name}'`, node.TextStart)
  }
  const stage = materialized(input, translation)
  translation.named = new Map([...translation.named, [nameOf(childOf(node, 'Name')), stage]])
  return stage
}

/** `materialize(…)`: computed once, however often it is read. */
export function materialize(node: SyntaxNode, scope: Parameters<Tabular>[1], tabular: Tabular): Stage {
  const { translation } = scope
  const known = translation.materialized.get(node)
  if (known) return translation.again(known)
  const stage = materialized(tabular(childOf(node, 'Expression'), scope), translation)
  translation.materialized = new Map([...translation.materialized, [node, stage]])
  return stage
}

function materialized(stage: Stage, translation: Translation): Stage {
  return { ...stage, relation: translation.relation(`SELECT * FROM ${stage.relation}`, true) }
}

/** invoke: a function of the query's own, with this table as its first argument. */
export const invoke: Operator = (node, input, scope, tabular) => {
  const call = childOf(node, 'Function')
  const own = kindOf(call) === 'FunctionCallExpression' ? scope.names.get(nameOf(childOf(call, 'Name'))) : undefined
  if (own?.kind !== 'function') throw new UnsupportedSyntax('invoke of what the query did not define', call.TextStart)
  return callOwn(call, own, scope, expression, tabular, input)
}
