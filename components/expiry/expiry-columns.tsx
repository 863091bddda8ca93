import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import type { PlainColumn } from '../data-table/windowed-rows.tsx'
import { objectColumns } from '../objects/object-columns.tsx'

const shared = (ids: readonly string[]) => objectColumns.filter(({ id }) => ids.includes(id))

/** The columns of the expiry page: those of the objects page that matter here, and the day itself. */
export const expiryColumns: readonly PlainColumn<ObjectEntry>[] = [
  ...shared(['name', 'kind', 'vault', 'environment', 'owner', 'status', 'expires']),
  {
    id: 'day',
    header: 'Expires on, UTC',
    size: 150,
    isUnsortable: true,
    cell: ({ expiresOn }) => (
      <span className="tabular-nums">{expiresOn ? expiresOn.slice(0, 16).replace('T', ' ') : '–'}</span>
    ),
  },
  ...shared(['updated', 'renewal', 'tags']),
]
