import { KqlError } from '../../kql/errors.ts'
import { refuseDeepNesting } from '../../kql/language.ts'
import { childrenOf, isNode, kindOf, maybeChildOf, nameOf, type SyntaxNode } from '../../kql/syntax.ts'
import { tableNames } from './tables.ts'

/**
 * What Resource Graph leaves out of the query language, and how often it lets a query join.
 * @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/query-language#supported-kql-language-elements
 */

const supported = new Set([
  'CountOperator',
  'DistinctOperator',
  'ExtendOperator',
  'FilterOperator',
  'JoinOperator',
  'MvExpandOperator',
  'ParseOperator',
  'ProjectAwayOperator',
  'ProjectKeepOperator',
  'ProjectOperator',
  'ProjectRenameOperator',
  'ProjectReorderOperator',
  'SampleOperator',
  'SortOperator',
  'SummarizeOperator',
  'TakeOperator',
  'TopOperator',
  'UnionOperator',
])
/** Rows from elsewhere than a table. */
const sources = new Set(['DataTableExpression', 'ExternalDataExpression'])
const joinKinds = new Set(['innerunique', 'inner', 'leftouter', 'fullouter'])
const mostJoinsAndUnions = 3
const mostMvExpands = 3

/** Resource Graph's own refusals, beside those of the language. */
type Restriction = 'InvalidQueryLanguage' | 'DisallowedMaxNumberOfRemoteTables'

export class RestrictionError extends Error {
  readonly code: Restriction
  /** The word that is refused. */
  readonly token: string | undefined
  constructor(code: Restriction, message: string, token?: string) {
    super(message)
    this.code = code
    this.token = token
  }
}

/** Resource Graph takes `resources` when a query names no table. */
export function withTable(query: string): string {
  const startsWithOperator =
    /^\s*(where|project|project-\w+|extend|summarize|order|sort|top|take|limit|count|distinct|join|union|mv-?expand|parse)\b/
  return startsWithOperator.test(query) ? `resources | ${query}` : query
}

/**
 * Refuses what Resource Graph does not do.
 * @returns whether the query cuts its rows by itself, which Resource Graph does not page
 * @throws RestrictionError
 */
export function checkRestrictions(query: string): { isCut: boolean } {
  refuseDeepNesting(query)
  const code = Kusto.Language.KustoCode.Parse(query)
  const root: unknown = code?.Syntax
  if (!isNode(root)) throw new KqlError('SyntaxError', 'The query is empty.')
  const counts = { joins: 0, expansions: 0, isCut: false }
  const joined = new Map<string, number>()
  for (const node of descendants(root)) {
    const kind = kindOf(node)
    if (sources.has(kind)) throw unsupported(wordOf(node))
    if (!kind.endsWith('Operator')) continue
    if (!supported.has(kind)) throw unsupported(wordOf(node))
    if (kind === 'TakeOperator' || kind === 'SampleOperator') counts.isCut = true
    if (kind === 'MvExpandOperator') counts.expansions += 1
    if (kind === 'JoinOperator') checkJoin(node)
    if (kind === 'JoinOperator' || kind === 'UnionOperator') {
      counts.joins += 1
      for (const name of tablesWithin(node)) joined.set(name, (joined.get(name) ?? 0) + 1)
    }
  }
  if (counts.joins > mostJoinsAndUnions) {
    const message = `The query has ${counts.joins} joins and unions, which is more than the ${mostJoinsAndUnions} that are allowed.`
    throw new RestrictionError('DisallowedMaxNumberOfRemoteTables', message)
  }
  if (counts.expansions > mostMvExpands) throw unsupported('mv-expand')
  const [twice] = [...joined].find(([name, count]) => count > 1 && name === 'authorizationresources') ?? []
  if (twice) {
    throw new RestrictionError('DisallowedMaxNumberOfRemoteTables', `The table ${twice} is joined more than once.`)
  }
  return { isCut: counts.isCut }
}

function unsupported(token: string): RestrictionError {
  return new RestrictionError('InvalidQueryLanguage', 'InvalidQueryLanguage', token)
}

function checkJoin(node: SyntaxNode): void {
  for (const parameter of childrenOf(node, 'Parameters')) {
    const name = maybeChildOf(parameter, 'Name')
    const value = maybeChildOf(parameter, 'Expression')
    if (!name || !value) continue
    const text = sourceOf(value)
    if (nameOf(name) !== 'kind' || !joinKinds.has(text)) throw unsupported(text)
  }
}

function tablesWithin(node: SyntaxNode): Set<string> {
  const names = [...descendants(node)].filter((one) => kindOf(one) === 'NameReference').map(nameOf)
  return new Set(names.map((name) => name.toLowerCase()).filter((name) => tableNames.some((one) => one === name)))
}

/** The first word of an operator as it is written. */
function wordOf(node: SyntaxNode): string {
  return sourceOf(node).split(/[\s(]/)[0] ?? ''
}

function sourceOf(node: SyntaxNode): string {
  const text: unknown = typeof node.ToString === 'function' ? node.ToString() : ''
  return String(text).trim()
}

/** The node and all below it, as they stand in the text. */
function* descendants(node: SyntaxNode): Generator<SyntaxNode> {
  yield node
  const count = typeof node.ChildCount === 'number' ? node.ChildCount : 0
  for (let index = 0; index < count; index++) {
    const child: unknown = typeof node.GetChild === 'function' ? node.GetChild(index) : undefined
    if (isNode(child)) yield* descendants(child)
  }
}
