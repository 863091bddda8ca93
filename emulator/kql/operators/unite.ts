import { UnsupportedSyntax } from '../errors.ts'
import type { Column, Scope, Stage } from '../stage.ts'
import { childOf, kindOf, listOf, nameOf, type SyntaxNode } from '../syntax.ts'
import { nullOf, quoted } from '../types.ts'
import type { Tabular } from './operator.ts'
import { type SourceScope, source } from './sources.ts'

/** One of the tables that are put together, under the name that a column of sources shows. */
export interface Source {
  name: string
  stage: Stage
}

/**
 * The tables that are listed: a name with `*` stands for every table it fits.
 * @param skipsMissing leaves out a table that does not exist, as `isfuzzy` allows
 */
export function sourcesOf(nodes: SyntaxNode[], scope: SourceScope, tabular: Tabular, skipsMissing = false): Source[] {
  return nodes.flatMap((node, index) => {
    const members = kindOf(node) === 'NameReference' ? membersOf(node) : []
    if (members.length > 0) return members.map((name) => ({ name, stage: source(name, scope.translation, node) }))
    if (skipsMissing && isMissing(node, scope)) return []
    return [{ name: baseName(node) ?? `union_arg${index}`, stage: tabular(node, scope) }]
  })
}

/** The tables that a name with a wildcard was bound to. */
function membersOf(node: SyntaxNode): string[] {
  const symbol = node.ReferencedSymbol
  if (typeof symbol !== 'object' || symbol === null || !('Members' in symbol && 'Name' in symbol)) return []
  const isGroup = 'Kind' in symbol && nameOf(node).includes('*')
  return isGroup ? listOf(symbol.Members).flatMap(named) : []
}

function named(symbol: unknown): string[] {
  return typeof symbol === 'object' && symbol !== null && 'Name' in symbol ? [String(symbol.Name)] : []
}

/** The name that a pipeline reads from. */
function baseOf(node: SyntaxNode): SyntaxNode {
  return kindOf(node) === 'ParenthesizedExpression' || kindOf(node) === 'PipeExpression'
    ? baseOf(childOf(node, 'Expression'))
    : node
}

function baseName(node: SyntaxNode): string | undefined {
  const base = baseOf(node)
  return kindOf(base) === 'NameReference' ? nameOf(base) : undefined
}

function isMissing(node: SyntaxNode, { translation, names }: SourceScope): boolean {
  const name = baseName(node)
  return name !== undefined && !names.has(name) && !translation.named.has(name) && !translation.tables.has(name)
}

/**
 * Rows of all tables under the binder's columns. Columns of one name and type are one; what a table has not is its type's
 * null.
 * @param wanted the binder's columns, without that of the sources
 * @param sourceColumn gets each row's table
 */
export function unite(
  sources: Source[],
  wanted: Wanted[],
  { scope, node, isInner = false, sourceColumn }: Uniting,
): Stage {
  if (sources.length === 0) throw new UnsupportedSyntax('no table at all', node.TextStart)
  const pairs = columnsOf(sources)
  const columns = wanted
    .filter(({ type }) => type !== 'unknown' && type !== 'error')
    .map((one) => {
      const at = pairs.findIndex((pair) => isNamedFor(one, pair))
      const [pair] = at < 0 ? [] : pairs.splice(at, 1)
      if (!pair) throw new UnsupportedSyntax(`the column '${one.name}' of these tables together`, node.TextStart)
      return { pair, column: scope.translation.column(one.name, pair.type) }
    })
    .filter(({ pair }) => !isInner || sources.every(({ stage }) => find(stage, pair)))
  const origin = sourceColumn === undefined ? undefined : scope.translation.column(sourceColumn, 'string')
  const selects = sources.map(({ name, stage }) => {
    const parts = columns.map(({ pair, column }) => `${find(stage, pair)?.id ?? nullOf(pair.type)} AS ${column.id}`)
    if (origin) parts.unshift(`${quoted(name)} AS ${origin.id}`)
    return `SELECT ${parts.join(', ')} FROM ${stage.relation}`
  })
  return {
    relation: scope.translation.relation(selects.join(' UNION ALL ')),
    columns: [...(origin ? [origin] : []), ...columns.map(({ column }) => column)],
    order: [],
  }
}

/**
 * Whether a binder's column is the one of this name and type: it adds the type where a name has several, and a number where
 * that name is taken. It leaves out a type now and then, so its columns need not be all there are.
 */
function isNamedFor({ name, type }: Wanted, pair: Wanted): boolean {
  if (type !== pair.type) return false
  return [pair.name, `${pair.name}_${pair.type}`].some(
    (base) => name.startsWith(base) && /^\d*$/.test(name.slice(base.length)),
  )
}

interface Wanted {
  name: string
  type: string
}

interface Uniting {
  scope: Pick<Scope, 'translation'>
  node: SyntaxNode
  /** Keeps only the columns that all tables have. */
  isInner?: boolean
  sourceColumn?: string | undefined
}

/** In the binder's order: names as they first come, and each name's types beside one another. */
function columnsOf(sources: Source[]): Wanted[] {
  const types = new Map<string, Set<string>>()
  for (const { stage } of sources) {
    for (const { name, type } of stage.columns) types.set(name, (types.get(name) ?? new Set()).add(type))
  }
  return [...types].flatMap(([name, ofName]) => [...ofName].map((type) => ({ name, type })))
}

function find(stage: Stage, { name, type }: Wanted): Column | undefined {
  return stage.columns.find((column) => column.name === name && column.type === type)
}
