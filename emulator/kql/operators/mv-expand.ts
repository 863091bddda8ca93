import { cast } from '../conversion.ts'
import { UnsupportedSyntax } from '../errors.ts'
import { expression, neverNull } from '../expressions.ts'
import { pointerTo } from '../json-pointer.ts'
import type { Column, Scope, Stage } from '../stage.ts'
import {
  childOf,
  childrenOf,
  kindOf,
  maybeChildOf,
  nameOf,
  parametersOf,
  resultColumnsOf,
  type SyntaxNode,
  textOf,
} from '../syntax.ts'
import type { Operator } from './operator.ts'

/** A row for each item; several columns go side by side up to the longest. An empty array leaves no row, a null one. */
export const mvExpand: Operator = (node, input, scope) => {
  const wanted = resultColumnsOf(node)
  const { relation, columns: made } = expanded(
    node,
    input,
    scope,
    wanted.map(({ name }) => name),
  )
  const columns = wanted.map(({ name }) => {
    const column = made.find((one) => one.name === name) ?? input.columns.find((one) => one.name === name)
    if (!column) throw new UnsupportedSyntax(`the column '${name}' here`, node.TextStart)
    return column
  })
  return { ...input, relation, columns }
}

/**
 * The relation with a row for each item, and the columns made of the items.
 * @param wanted the names of the binder's columns, for an item that is not named
 */
export function expanded(
  node: SyntaxNode,
  input: Stage,
  scope: Scope,
  wanted: string[],
): { relation: string; columns: Column[] } {
  const { translation } = scope
  const { indexName, kind } = settingsOf(node)
  const limit = limitOf(node, scope)
  const items = childrenOf(node, 'Expressions')
  const given = items.map((item) => givenName(childOf(item, 'Expression')))
  const unnamed = wanted.filter(
    (name) => !given.includes(name) && name !== indexName && !input.columns.some((old) => old.name === name),
  )
  const made = items.map((one, index) => {
    const inner = childOf(one, 'Expression')
    const name = given[index] ?? unnamed.shift()
    if (name === undefined) throw new UnsupportedSyntax('an unnamed expression here', inner.TextStart)
    const list = `(${itemsOf(cast(expression(inner, scope), 'dynamic', inner).sql, kind)})${limit}`
    return { item: translation.column(name, 'dynamic'), column: translation.column(name, itemType(one)), items: list }
  })
  const parts = made.map(({ item, items }) => `unnest(${items}) AS ${item.id}`)
  const place = indexName === undefined ? undefined : translation.column(indexName, 'long')
  if (place) {
    const longest = made.map(({ items }) => `len(${items})`).join(', ')
    parts.push(`unnest(range(greatest(${longest}))) AS ${place.id}`)
  }
  const unnested = translation.relation(`SELECT *, ${parts.join(', ')} FROM ${input.relation}`)
  const values = made.map(({ item, column }) => {
    const value = neverNull(cast({ sql: `nullif(${item.id}, 'null'::JSON)`, type: 'dynamic' }, column.type, node))
    return `${value.sql} AS ${column.id}`
  })
  return {
    relation: translation.relation(`SELECT *, ${values.join(', ')} FROM ${unnested}`),
    columns: [...made.map(({ column }) => column), ...(place ? [place] : [])],
  }
}

/** What `to typeof(…)` says. */
function itemType(item: SyntaxNode): string {
  const clause = maybeChildOf(item, 'ToTypeOf')
  const symbol = clause && childOf(clause, 'TypeOf').ReferencedSymbol
  return typeof symbol === 'object' && symbol !== null && 'Name' in symbol ? String(symbol.Name) : 'dynamic'
}

/** `d.items` is named d_items. */
function givenName(node: SyntaxNode): string | undefined {
  if (kindOf(node) === 'SimpleNamedExpression') return nameOf(childOf(node, 'Name'))
  if (kindOf(node) === 'PathExpression') {
    const [outer, inner] = [givenName(childOf(node, 'Expression')), givenName(childOf(node, 'Selector'))]
    return outer === undefined || inner === undefined ? undefined : `${outer}_${inner}`
  }
  return kindOf(node) === 'NameReference' ? nameOf(node) : undefined
}

function settingsOf(node: SyntaxNode): { indexName: string | undefined; kind: 'bag' | 'array' } {
  const parameters = parametersOf(node)
  for (const name of parameters.keys()) {
    if (!/^(kind|bagexpansion|with_itemindex|hint\..*)$/.test(name))
      throw new UnsupportedSyntax(`the parameter '${name}'`, node.TextStart)
  }
  const index = parameters.get('with_itemindex')
  const kind = parameters.get('kind') ?? parameters.get('bagexpansion')
  return {
    indexName: index && nameOf(index),
    kind: kind && textOf(kind, 'Token') === 'array' ? 'array' : 'bag',
  }
}

/** The old way to write the operator stops at 128 rows. */
function limitOf(node: SyntaxNode, scope: Scope): string {
  const clause = maybeChildOf(node, 'RowLimitClause')
  const isOld = kindOf(node) === 'MvExpandOperator' && textOf(node, 'MvExpandKeyword') === 'mvexpand'
  if (!clause) return isOld ? '[1:128]' : ''
  const limit = childOf(clause, 'RowLimit')
  return `[1:${cast(expression(limit, { ...scope, columns: [] }), 'long', limit).sql}]`
}

/** An object's items are bags of one key each, or pairs of key and value. */
function itemsOf(json: string, kind: 'bag' | 'array'): string {
  const make = kind === 'array' ? 'json_array' : 'json_object'
  const items = `list_transform(json_keys(${json}), lambda name: ${make}(name, json_extract(${json}, ${pointerTo('name')})))`
  return `CASE json_type(${json}) WHEN 'ARRAY' THEN CAST(${json} AS JSON[]) WHEN 'OBJECT' THEN CAST(${items} AS JSON[]) ELSE [${json}] END`
}
