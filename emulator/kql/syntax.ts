/**
 * A node of the bound syntax tree. The parser's classes come from C#: their children are named properties, lists wrap
 * each element, and the class's name is the only tag.
 */
export interface SyntaxNode {
  readonly $$fullname: string
  readonly ResultType: unknown
  readonly TextStart: number
  readonly [child: string]: unknown
}

/** `FilterOperator` of `Kusto.Language.Syntax.FilterOperator`. */
export function kindOf(node: SyntaxNode): string {
  return node.$$fullname.split('.').at(-1) ?? ''
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'TextStart' in value
}

/** @throws when the tree is not as the parser's documentation has it */
export function childOf(node: SyntaxNode, name: string): SyntaxNode {
  const child = node[name]
  if (!isNode(child)) throw new Error(`The parser's ${kindOf(node)} has no ${name}.`)
  return child
}

export function maybeChildOf(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const child = node[name]
  return isNode(child) ? child : undefined
}

/** All that a node is made of: nodes, lists and tokens. */
export function nodesOf(node: SyntaxNode): SyntaxNode[] {
  const { ChildCount: count, GetChild: child } = node
  if (typeof count !== 'number' || typeof child !== 'function') return []
  return Array.from({ length: count }, (_, index): unknown => child.call(node, index)).filter(isNode)
}

/** The elements of a list without their separators. */
export function childrenOf(node: SyntaxNode, name: string): SyntaxNode[] {
  return listOf(node[name])
    .map((item) => (isNode(item) && isNode(item.Element) ? item.Element : item))
    .filter(isNode)
}

export function textOf(node: SyntaxNode, name: string): string {
  const token = childOf(node, name)
  return typeof token.Text === 'string' ? token.Text : ''
}

/** The name that a reference or a declaration means, without its quotes. */
export function nameOf(node: SyntaxNode): string {
  return typeof node.SimpleName === 'string' ? node.SimpleName : ''
}

/** `[name, value]` of each `name=value` before an operator's operands. */
export function parametersOf(node: SyntaxNode): Map<string, SyntaxNode> {
  return new Map(
    childrenOf(node, 'Parameters').map((one) => [nameOf(childOf(one, 'Name')), childOf(one, 'Expression')]),
  )
}

/** The body of one of the query's own functions, bound for this very call: its tables' columns are those of the arguments. */
export function calledBodyOf(call: SyntaxNode): SyntaxNode | undefined {
  const read = call.GetCalledFunctionBody
  const body: unknown = typeof read === 'function' ? read.call(call) : undefined
  return isNode(body) ? body : undefined
}

/** Whether a call without a name of its own is named as its first argument: `extend bin(n, 5)` is a new `n`. */
export function isNamedAsItsArgument(node: SyntaxNode): boolean {
  const symbol = node.ReferencedSymbol
  return (
    typeof symbol === 'object' &&
    symbol !== null &&
    'ResultNameKind' in symbol &&
    symbol.ResultNameKind === Kusto.Language.Symbols.ResultNameKind.FirstArgument
  )
}

/** A list of C# as an array. */
export function listOf(list: unknown): unknown[] {
  if (typeof list !== 'object' || list === null) return []
  return Bridge.toArray(list)
}

interface NamedSymbol {
  Name: string
}

/** The binder's type of an expression: `long`, `string`, `dynamic`. */
export function typeOf(node: SyntaxNode): string {
  const type = node.ResultType
  if (typeof type !== 'object' || type === null || !('Name' in type)) return 'unknown'
  const name = String(type.Name)
  return name.startsWith('dynamic') ? 'dynamic' : name
}

/** Whether a node is a table, by the binder. */
export function isTabular(node: SyntaxNode): boolean {
  const type = node.ResultType
  return typeof type === 'object' && type !== null && 'IsTabular' in type && type.IsTabular === true
}

/** The binder's columns of a tabular node, in order. */
export function resultColumnsOf(node: SyntaxNode): { name: string; type: string }[] {
  const type = node.ResultType
  if (typeof type !== 'object' || type === null || !('Columns' in type)) return []
  return listOf(type.Columns)
    .filter(isColumn)
    .map((column) => ({
      name: column.Name,
      type: column.Type.Name.startsWith('dynamic') ? 'dynamic' : column.Type.Name,
    }))
}

function isColumn(value: unknown): value is NamedSymbol & { Type: NamedSymbol } {
  return typeof value === 'object' && value !== null && 'Name' in value && 'Type' in value
}

declare const Bridge: { toArray(list: object): unknown[] }
