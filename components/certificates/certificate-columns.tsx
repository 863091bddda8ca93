import { Hourglass } from 'lucide-react'
import { dataColumns } from '@/components/data-table/columns.ts'
import { ExpiryWords } from '@/components/secrets/expiry-words.tsx'
import { EnabledWord, severityNames } from '@/components/secrets/secret-columns.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import type { Certificate } from '@/lib/domain/certificate.ts'
import { expiryOf } from '@/lib/domain/expiry.ts'

const column = dataColumns<Certificate>()

const noDate = <span className="text-faint">–</span>

/** When the certificate ends; one that is still to be issued has no end yet, whatever Key Vault plans. */
const endOf = ({ thumbprint, expiresOn }: Certificate) => (thumbprint === null ? null : expiresOn)

/** The columns of a vault's certificates. Key Vault's list tells no subject. `due` exists to be filtered by. */
export const certificateColumns = [
  column.accessor('name', {
    header: 'Name',
    size: 280,
    meta: { grows: true, isFixed: true },
    cell: ({ row }) => (
      <span className="inline-flex max-w-full items-center gap-2 align-middle">
        <span className="truncate font-mono text-xs">{row.original.name}</span>
        {row.original.thumbprint === null ? <NotIssuedBadge /> : null}
      </span>
    ),
  }),
  column.accessor((certificate) => (certificate.enabled ? 'Enabled' : 'Disabled'), {
    id: 'enabled',
    header: 'Status',
    size: 110,
    meta: { isFacet: true },
    cell: ({ row }) => <EnabledWord isEnabled={row.original.enabled} />,
  }),
  column.accessor((certificate) => endOf(certificate) ?? undefined, {
    id: 'expiresOn',
    header: 'Expiry',
    size: 185,
    sortUndefined: 'last',
    cell: ({ row }) => (endOf(row.original) ? <ExpiryWords expiresOn={row.original.expiresOn} /> : noDate),
  }),
  column.accessor((certificate) => expiryOf(endOf(certificate), Date.now()).severity, {
    id: 'due',
    header: 'Due',
    size: 130,
    meta: { isFacet: true, facetLabel: (severity) => severityNames[severity] ?? severity },
    cell: ({ getValue }) => severityNames[getValue()],
  }),
  column.accessor((certificate) => (certificate.thumbprint === null ? 'Not issued yet' : 'Issued'), {
    id: 'issued',
    header: 'Issued',
    size: 120,
    meta: { isFacet: true },
  }),
  column.accessor((certificate) => certificate.thumbprint ?? '', {
    id: 'thumbprint',
    header: 'Thumbprint (SHA-1)',
    size: 330,
    cell: ({ row }) =>
      row.original.thumbprint ? <span className="font-mono text-xs">{row.original.thumbprint}</span> : noDate,
  }),
  column.accessor(
    (certificate) =>
      Object.entries(certificate.tags)
        .map((tag) => tag.join('='))
        .join(' '),
    {
      id: 'tags',
      header: 'Tags',
      size: 220,
      meta: { grows: true },
      cell: ({ row }) => <TagList tags={row.original.tags} />,
    },
  ),
  column.accessor((certificate) => certificate.updatedOn ?? undefined, {
    id: 'updatedOn',
    header: 'Updated',
    size: 130,
    sortUndefined: 'last',
    cell: ({ row }) => (row.original.updatedOn ? <RelativeTime date={row.original.updatedOn} /> : noDate),
  }),
]

/** Marks a certificate that has been asked for and that nobody has signed. */
export function NotIssuedBadge() {
  return (
    <Badge tone="warning" icon={<Hourglass aria-hidden />}>
      Not issued yet
    </Badge>
  )
}
