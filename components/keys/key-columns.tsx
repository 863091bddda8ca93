import { dataColumns } from '@/components/data-table/columns.ts'
import { ExpiryWords } from '@/components/secrets/expiry-words.tsx'
import { ManagedBadge } from '@/components/secrets/secret-badges.tsx'
import { EnabledWord, severityNames } from '@/components/secrets/secret-columns.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { expiryOf } from '@/lib/domain/expiry.ts'
import type { Key } from '@/lib/domain/key.ts'

const column = dataColumns<Key>()

const noDate = <span className="text-faint">–</span>

const keptIn = ({ isHsm }: Pick<Key, 'isHsm'>) => (isHsm === null ? 'Unknown' : isHsm ? 'HSM' : 'Software')

/** The columns of a vault's keys. Key Vault's list tells no type. `due` exists to be filtered by. */
export const keyColumns = [
  column.accessor('name', {
    header: 'Name',
    size: 280,
    meta: { grows: true, isFixed: true },
    cell: ({ row }) => (
      <span className="inline-flex max-w-full items-center gap-2 align-middle">
        <span className="truncate font-mono text-xs">{row.original.name}</span>
        {row.original.managed ? <ManagedBadge noun="key" /> : null}
      </span>
    ),
  }),
  column.accessor((key) => (key.enabled ? 'Enabled' : 'Disabled'), {
    id: 'enabled',
    header: 'Status',
    size: 110,
    meta: { isFacet: true },
    cell: ({ row }) => <EnabledWord isEnabled={row.original.enabled} />,
  }),
  column.accessor(keptIn, { id: 'keptIn', header: 'Kept in', size: 110, meta: { isFacet: true } }),
  column.accessor((key) => key.expiresOn ?? undefined, {
    id: 'expiresOn',
    header: 'Expiry',
    size: 185,
    sortUndefined: 'last',
    cell: ({ row }) => <ExpiryWords expiresOn={row.original.expiresOn} />,
  }),
  column.accessor((key) => expiryOf(key.expiresOn, Date.now()).severity, {
    id: 'due',
    header: 'Due',
    size: 130,
    meta: { isFacet: true, facetLabel: (severity) => severityNames[severity] ?? severity },
    cell: ({ getValue }) => severityNames[getValue()],
  }),
  column.accessor(
    (key) =>
      Object.entries(key.tags)
        .map((tag) => tag.join('='))
        .join(' '),
    {
      id: 'tags',
      header: 'Tags',
      size: 260,
      meta: { grows: true },
      cell: ({ row }) => <TagList tags={row.original.tags} />,
    },
  ),
  column.accessor((key) => key.updatedOn ?? undefined, {
    id: 'updatedOn',
    header: 'Updated',
    size: 130,
    sortUndefined: 'last',
    cell: ({ row }) => (row.original.updatedOn ? <RelativeTime date={row.original.updatedOn} /> : noDate),
  }),
  column.accessor((key) => (key.managed ? 'By a certificate' : 'By people'), {
    id: 'managed',
    header: 'Managed',
    size: 130,
    meta: { isFacet: true },
  }),
]
