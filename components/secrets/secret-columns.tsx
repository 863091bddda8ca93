import { Ban, CircleCheck } from 'lucide-react'
import { dataColumns } from '@/components/data-table/columns.ts'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { expiryOf } from '@/lib/domain/expiry.ts'
import type { Secret } from '@/lib/domain/secret.ts'
import { TagList } from '../tag-list.tsx'
import { ExpiryWords } from './expiry-words.tsx'
import { ManagedBadge } from './secret-badges.tsx'

const column = dataColumns<Secret>()
/** What the filter calls how near an expiry is. */
export const severityNames: Record<string, string> = {
  overdue: 'Expired',
  soon: 'Within 30 days',
  later: 'Later',
  none: 'No expiry',
}

const noDate = <span className="text-faint">–</span>

/** The columns of a vault's secrets. `due` exists to be filtered by, and is hidden until asked for. */
export const secretColumns = [
  column.accessor('name', {
    header: 'Name',
    size: 280,
    meta: { grows: true, isFixed: true },
    cell: ({ row }) => (
      <span className="inline-flex max-w-full items-center gap-2 align-middle">
        <span className="truncate font-mono text-xs">{row.original.name}</span>
        {row.original.managed ? <ManagedBadge /> : null}
      </span>
    ),
  }),
  column.accessor((secret) => (secret.enabled ? 'Enabled' : 'Disabled'), {
    id: 'enabled',
    header: 'Status',
    size: 110,
    meta: { isFacet: true },
    cell: ({ row }) => <EnabledWord isEnabled={row.original.enabled} />,
  }),
  column.accessor((secret) => secret.expiresOn ?? undefined, {
    id: 'expiresOn',
    header: 'Expiry',
    size: 185,
    sortUndefined: 'last',
    cell: ({ row }) => <ExpiryWords expiresOn={row.original.expiresOn} />,
  }),
  column.accessor((secret) => expiryOf(secret.expiresOn, Date.now()).severity, {
    id: 'due',
    header: 'Due',
    size: 130,
    meta: { isFacet: true, facetLabel: (severity) => severityNames[severity] ?? severity },
    cell: ({ getValue }) => severityNames[getValue()],
  }),
  column.accessor((secret) => secret.notBefore ?? undefined, {
    id: 'notBefore',
    header: 'Activation',
    size: 130,
    sortUndefined: 'last',
    cell: ({ row }) => (row.original.notBefore ? <RelativeTime date={row.original.notBefore} /> : noDate),
  }),
  column.accessor((secret) => secret.contentType ?? '', {
    id: 'contentType',
    header: 'Content type',
    size: 170,
    meta: { isFacet: true, facetLabel: (contentType) => contentType || 'None' },
    cell: ({ row }) => row.original.contentType || noDate,
  }),
  column.accessor(
    (secret) =>
      Object.entries(secret.tags)
        .map(([name, value]) => `${name}=${value}`)
        .join(' '),
    {
      id: 'tags',
      header: 'Tags',
      size: 260,
      meta: { grows: true },
      cell: ({ row }) => <TagList tags={row.original.tags} />,
    },
  ),
  column.accessor((secret) => secret.updatedOn ?? undefined, {
    id: 'updatedOn',
    header: 'Updated',
    size: 130,
    sortUndefined: 'last',
    cell: ({ row }) => (row.original.updatedOn ? <RelativeTime date={row.original.updatedOn} /> : noDate),
  }),
  column.accessor((secret) => (secret.managed ? 'By a certificate' : 'By people'), {
    id: 'managed',
    header: 'Managed',
    size: 130,
    meta: { isFacet: true },
  }),
]

export function EnabledWord({ isEnabled }: { isEnabled: boolean }) {
  const Icon = isEnabled ? CircleCheck : Ban
  return (
    <span className={`inline-flex items-center gap-1.5 align-middle ${isEnabled ? 'text-ink' : 'text-warning'}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      {isEnabled ? 'Enabled' : 'Disabled'}
    </span>
  )
}
