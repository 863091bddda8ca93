import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { dataColumns } from '../data-table/columns.ts'
import { columnId } from '../data-table/use-data-table.ts'
import { objectColumns } from '../objects/object-columns.tsx'

const column = dataColumns<ObjectEntry>()
const shared = (ids: readonly string[]) => objectColumns.filter((each) => ids.includes(columnId(each)))

/** The columns of the expiry page: those of the objects page that matter here, and the day itself. */
export const expiryColumns = [
  ...shared(['name', 'kind', 'vault', 'environment', 'owner', 'status', 'expires']),
  column.accessor((entry) => entry.expiresOn ?? '', {
    id: 'day',
    header: 'Expires on, UTC',
    size: 150,
    enableSorting: false,
    cell: (cell) => (
      <span className="tabular-nums">{cell.getValue() ? cell.getValue().slice(0, 16).replace('T', ' ') : '–'}</span>
    ),
  }),
  ...shared(['updated', 'renewal', 'tags']),
]
