import 'server-only'

/** A parameter of a saved query. */
export type KqlValue = string | number | boolean | Date | readonly string[]

/**
 * A value as a literal of KQL: the only place where input becomes a part of a query. Of a text only letters, digits and a
 * few signs without a meaning stand as they are, so none can end its literal, whatever a lexer thinks of the rest.
 * @throws {RangeError} for a number or a date that has no literal
 * @see https://learn.microsoft.com/kusto/query/scalar-data-types/string
 */
export function kqlLiteral(value: KqlValue): string {
  if (typeof value === 'string') return textLiteral(value)
  if (typeof value === 'boolean') return String(value)
  if (value instanceof Date) return `datetime(${value.toISOString()})`
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('A number of a saved query is whole.')
    return String(value)
  }
  return `dynamic([${value.map(textLiteral).join(',')}])`
}

function textLiteral(text: string): string {
  const encoded = text.replaceAll(
    // By UTF-16 unit, so that half of a surrogate pair is encoded too.
    /[^A-Za-z0-9 _.,:@/-]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return `"${encoded}"`
}
