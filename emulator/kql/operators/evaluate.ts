import { UnsupportedSyntax } from '../errors.ts'
import { childOf, nameOf, parametersOf } from '../syntax.ts'
import { bagUnpack } from './bag-unpack.ts'
import { narrow } from './narrow.ts'
import type { Operator } from './operator.ts'
import { pivot } from './pivot.ts'

/** Plugins, by their names. Each is an operator over the whole `evaluate`. */
export const plugins: Readonly<Record<string, Operator>> = { bag_unpack: bagUnpack, narrow, pivot }

export const evaluate: Operator = (node, input, scope, tabular) => {
  const call = childOf(node, 'FunctionCall')
  const name = nameOf(childOf(call, 'Name'))
  const plugin = Object.hasOwn(plugins, name) ? plugins[name] : undefined
  if (!plugin) throw new UnsupportedSyntax(`the plugin '${name}()'`, call.TextStart)
  for (const [parameter, value] of parametersOf(node)) {
    if (!parameter.startsWith('hint.'))
      throw new UnsupportedSyntax(`evaluate's parameter '${parameter}'`, value.TextStart)
  }
  return plugin(node, input, scope, tabular)
}
