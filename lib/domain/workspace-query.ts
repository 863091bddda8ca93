import * as z from 'zod/mini'

const Instant = z.pipe(
  z.iso.datetime({ error: 'Give a time in UTC, as 2026-11-25T10:40:00Z.' }),
  z.transform((text) => new Date(text)),
)

/** A query that a person wrote, and over which time its tables are read; the end is not included. */
export const WorkspaceQuery = z.strictObject({
  text: z.string().check(z.minLength(1, 'The query is empty.'), z.maxLength(40_000, 'The query is too long.')),
  from: Instant,
  to: Instant,
})
export type WorkspaceQuery = z.infer<typeof WorkspaceQuery>

/** Why a query was not run, and where in its text; line and column from 1. */
export const QueryFault = z.object({ message: z.string(), line: z.number(), column: z.number() })
export type QueryFault = z.infer<typeof QueryFault>

/**
 * `type` is Kusto’s: string, long, int, real, decimal, bool, datetime, timespan, guid or dynamic.
 * @public
 */
export const QueryColumn = z.object({ name: z.string(), type: z.string() })
/** @public */
export type QueryColumn = z.infer<typeof QueryColumn>

/** What the query's `render` asks for. Names are of columns. */
export const QueryChart = z.object({
  /** As `timechart`. */
  kind: z.string(),
  title: z.optional(z.string()),
  xColumn: z.optional(z.string()),
  yColumns: z.optional(z.array(z.string())),
  seriesColumns: z.optional(z.array(z.string())),
})
export type QueryChart = z.infer<typeof QueryChart>

/** @public */
export const QueryResult = z.object({
  columns: z.array(QueryColumn),
  /** Values as JSON has them: a datetime as ISO 8601, a timespan as `d.hh:mm:ss`. */
  rows: z.array(z.array(z.unknown())),
  /** How many rows there were where not all are here. */
  allRows: z.optional(z.number()),
  /** What Log Analytics says where it left rows out itself. */
  partialReason: z.optional(z.string()),
  chart: z.optional(QueryChart),
})
/** @public */
export type QueryResult = z.infer<typeof QueryResult>

/** A query that is wrong is an answer: its author acts on it. `by` tells who found it wrong. */
export const QueryAnswer = z.union([
  z.object({ fault: QueryFault, by: z.enum(['Strongroom', 'Log Analytics']) }),
  QueryResult,
])
export type QueryAnswer = z.infer<typeof QueryAnswer>
