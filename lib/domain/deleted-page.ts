import * as z from 'zod/mini'
import { DeletedObject } from './deleted-object.ts'
import { ObjectKind, ObjectTotals, VaultStatus } from './object.ts'
import { Problem } from './problem.ts'

/** The lines of `GET /api/deleted`, as those of `GET /api/objects`. */

/** Deleted objects of one kind in one vault; a name and a row for each. */
const DeletedRows = z.object({
  vault: z.string(),
  kind: ObjectKind,
  names: z.array(z.string()),
  rows: z.array(z.omit(DeletedObject, { kind: true, name: true })),
})
export type DeletedRows = z.infer<typeof DeletedRows>

const DeletedLine = z.object({
  rows: z.array(DeletedRows),
  statuses: z.array(VaultStatus),
  totals: ObjectTotals,
  problems: z.optional(z.array(Problem)),
})
export type DeletedLine = z.infer<typeof DeletedLine>

/** A deleted object in the list over all vaults. */
export interface DeletedRow extends DeletedObject {
  vaultName: string
}

export interface DeletedLinePage {
  items: DeletedRow[]
  statuses: VaultStatus[]
  totals: ObjectTotals
  problems?: Problem[] | undefined
}

/** Reads a line into a page. */
export const DeletedLinePage = z.pipe(
  DeletedLine,
  z.transform(
    ({ rows, ...line }): DeletedLinePage => ({
      items: rows.flatMap(({ vault, kind, names, rows: objects }) =>
        objects.map((object, index) => ({ vaultName: vault, kind, name: names[index] ?? '', ...object })),
      ),
      ...line,
    }),
  ),
)
