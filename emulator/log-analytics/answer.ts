import type { QueryResult, Value } from '../kql/engine.ts'
import type { Preferences } from './query-request.ts'

/** So much of a result is sent; what is beyond is left out, and the answer says so. */
export const maxRows = 500_000
const maxBytes = 64 * 1024 * 1024

/** Kusto's numbers for its limits, as signed 32-bit integers. @see https://aka.ms/kustoquerylimits */
const tooLarge = { code: '-2133196797', name: 'E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003' }
const runaway = { code: '-2133196799', name: 'E_RUNAWAY_QUERY, 0x80DA0001' }

/** A result as JSON text: Kusto's whole numbers go beyond what JSON.stringify can write. */
export function answerText(result: QueryResult, { includesStatistics, includesRender }: Preferences, tookMs: number) {
  const rows: string[] = []
  let bytes = 0
  for (const row of result.rows) {
    const text = `[${row.map(valueText).join(',')}]`
    bytes += Buffer.byteLength(text) + 1
    if (bytes > maxBytes) break
    rows.push(text)
  }
  const limit =
    rows.length < result.rows.length
      ? `${maxBytes / 1024 / 1024} MB`
      : result.isTruncated
        ? `${result.rows.length} records`
        : undefined
  const statistics = {
    query: {
      executionTime: tookMs / 1000,
      datasetStatistics: [{ table_row_count: rows.length, table_size: Math.min(bytes, maxBytes) }],
    },
  }
  return objectText({
    tables: `[${tableText(result.columns, rows)}]`,
    ...(includesStatistics && { statistics: JSON.stringify(statistics) }),
    ...(includesRender && { render: JSON.stringify(result.visualization ?? {}) }),
    ...(limit && {
      error: JSON.stringify(
        partialError(
          `The results of this query exceed the set limit of ${limit}, so not all records were returned`,
          tooLarge,
        ),
      ),
    }),
  })
}

/** A query that needed more memory than there is: no rows, and Azure's partial error. */
export function outOfMemoryText(): string {
  const error = partialError('Query execution has exceeded the allowed limits of memory', runaway)
  return objectText({ tables: `[${tableText([], [])}]`, error: JSON.stringify(error) })
}

function tableText(columns: { name: string; type: string }[], rows: string[]): string {
  const head = columns.map(({ name, type }) => ({ name, type }))
  return `{"name":"PrimaryResult","columns":${JSON.stringify(head)},"rows":[${rows.join(',')}]}`
}

function objectText(fields: Record<string, string>): string {
  return `{${Object.entries(fields)
    .map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    .join(',')}}`
}

function valueText(value: Value): string {
  return typeof value === 'bigint' ? value.toString() : JSON.stringify(value)
}

function partialError(message: string, { code, name }: typeof tooLarge) {
  return {
    code: 'PartialError',
    message: 'There were some errors when processing your query.',
    details: [
      {
        code: 'EngineError',
        message: 'Something went wrong processing your query on the server.',
        innererror: {
          code,
          message: `${message} (${name}). See https://aka.ms/kustoquerylimits for more information and possible solutions.`,
          severity: 2,
          severityName: 'Error',
        },
      },
    ],
  }
}
