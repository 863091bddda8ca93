import * as z from 'zod/mini'
import { ObjectKind, type ObjectRow, ObjectTotals, VaultStatus } from './object.ts'
import { Problem } from './problem.ts'

/**
 * The lines of `GET /api/objects`. 50,000 rows cross the network in one go, so rows travel by columns: a column in which
 * all rows agree is one value, and dates are seconds after the row's creation, most of which repeat.
 */

/** One value for all rows, or one for each. */
const column = <T extends z.ZodMiniType>(value: T) => z.union([z.array(value), value])

const Seconds = z.nullable(z.number())

/** Rows of one kind in one vault. Dates other than `created` count from it, or from 1970 where it is null. */
const ObjectRows = z.object({
  vault: z.string(),
  kind: ObjectKind,
  names: z.array(z.string()),
  enabled: column(z.boolean()),
  created: column(Seconds),
  updated: column(Seconds),
  expires: column(Seconds),
  notBefore: column(Seconds),
  contentType: column(z.nullable(z.string())),
  tags: column(z.record(z.string(), z.string())),
  managed: column(z.boolean()),
  recoveryLevel: column(z.nullable(z.string())),
  isHsm: column(z.nullable(z.boolean())),
})
export type ObjectRows = z.infer<typeof ObjectRows>

/** A line of the stream. `problems` names what of the list of vaults could not be read, for example a subscription. */
const ObjectLine = z.object({
  rows: z.array(ObjectRows),
  statuses: z.array(VaultStatus),
  totals: ObjectTotals,
  problems: z.optional(z.array(Problem)),
})
export type ObjectLine = z.infer<typeof ObjectLine>

/** What has come since the line before: rows, the final words about vaults, and the totals up to here. */
export interface ObjectPage {
  items: ObjectRow[]
  statuses: VaultStatus[]
  totals: ObjectTotals
  problems?: Problem[] | undefined
}

/** Reads a line into a page. */
export const ObjectPage = z.pipe(
  ObjectLine,
  z.transform(
    ({ rows, ...line }): ObjectPage => ({
      items: rows.flatMap((group) => group.names.map((_, index) => rowAt(group, index))),
      ...line,
    }),
  ),
)

const at = <T>(values: T | T[], index: number): T => (Array.isArray(values) ? (values[index] as T) : values) // a column is as long as its names

function rowAt(rows: ObjectRows, index: number): ObjectRow {
  const created = at(rows.created, index)
  const date = (seconds: ObjectRows['created']) => dateAfter(at(seconds, index), created ?? 0)
  return {
    kind: rows.kind,
    vaultName: rows.vault,
    name: rows.names[index] ?? '',
    enabled: at(rows.enabled, index),
    createdOn: dateAfter(created, 0),
    updatedOn: date(rows.updated),
    expiresOn: date(rows.expires),
    notBefore: date(rows.notBefore),
    contentType: at(rows.contentType, index),
    tags: at(rows.tags, index),
    managed: at(rows.managed, index),
    recoveryLevel: at(rows.recoveryLevel, index),
    isHsm: at(rows.isHsm, index),
  }
}

function dateAfter(seconds: number | null, origin: number): string | null {
  return seconds === null ? null : new Date((origin + seconds) * 1000).toISOString().replace('.000Z', 'Z')
}
