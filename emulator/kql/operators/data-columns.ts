import { UnsupportedSyntax } from '../errors.ts'
import type { Translation } from '../stage.ts'
import { childOf, type SyntaxNode } from '../syntax.ts'
import type { TableColumn } from '../types.ts'

/**
 * Columns that only the data can tell: those of `evaluate bag_unpack` and `pivot` when the query does not write them. The
 * engine asks the data first, writes the answer into the query as its author could have, and translates that.
 */
export class DataColumns extends UnsupportedSyntax {
  readonly sql: string
  readonly #plugin: string
  readonly #columnsOf: (rows: unknown[][]) => TableColumn[]

  /**
   * @param sql a query over the relations so far
   * @param columnsOf the operator's columns by that query's rows
   */
  constructor(
    call: SyntaxNode,
    { translation, plugin }: { translation: Translation; plugin: string },
    sql: string,
    columnsOf: (rows: unknown[][]) => TableColumn[],
  ) {
    const end = childOf(childOf(call, 'ArgumentList'), 'CloseParen')
    super(withoutColumns(plugin), end.TextStart + 1)
    if (translation.isNested) throw new UnsupportedSyntax(`${withoutColumns(plugin)} within a row`, call.TextStart)
    this.sql = `WITH ${translation.relations.join(', ')} ${sql}`
    this.#plugin = plugin
    this.#columnsOf = columnsOf
  }

  /** What is to be written at `offset`. */
  textOf(rows: unknown[][]): string {
    const columns = this.#columnsOf(rows).map(({ name, type }) => `[${JSON.stringify(name)}]:${type}`)
    return ` : (${columns.join(', ')})`
  }

  /** Each call of a function may have data of its own. */
  override movedBy(offset: number): UnsupportedSyntax {
    return new UnsupportedSyntax(`${withoutColumns(this.#plugin)} within a function`, this.offset + offset)
  }
}

function withoutColumns(plugin: string): string {
  return `'evaluate ${plugin}()' without its columns, written as ': (name:type, …)' after it,`
}
