/** Azure keeps no longer text than this. */
export const maxCharacters = 1_048_576
export const tooLong = 'A text of this query would be too long: more than a million characters.'

/**
 * `sql`, unless its text would be longer than Azure allows: DuckDB makes one value in one go, which no limit of time stops.
 * @param length what it would be long at most, in SQL
 */
export function bounded(length: string, sql: string): string {
  return `CASE WHEN ${length} > ${maxCharacters} THEN error('${tooLong}')::VARCHAR ELSE ${sql} END`
}

/** How long a text can be in which each occurrence of another is replaced. */
export function replacedLength(text: string, found: string, replacement: string): string {
  return `(length(${text}) + length(${text})::BIGINT // greatest(length(${found}), 1) * length(${replacement}))`
}
