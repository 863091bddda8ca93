import { Hourglass } from 'lucide-react'
import Link from 'next/link'
import { dataColumns } from '@/components/data-table/columns.ts'
import { Badge } from '@/components/ui/badge.tsx'
import { Button } from '@/components/ui/button.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { type DeletedFamily, isPurgeable, purgeTime } from '@/lib/domain/deleted-object.ts'
import { pages } from '@/lib/routes.ts'
import { ObjectIcon } from '../object-icon.tsx'
import { TagList } from '../tag-list.tsx'
import { kindWords, listWords } from './deleted-words.ts'

const column = dataColumns<DeletedFamily>()
const noDate = <span className="text-faint">not known</span>

export interface DeletedActions {
  whyNotRecover: (object: DeletedFamily) => string | null
  whyNotPurge: (object: DeletedFamily) => string | null
  onRecover: (object: DeletedFamily) => void
  onPurge: (object: DeletedFamily) => void
}

/** For the list over all vaults: where it was. */
export const vaultColumn = column.accessor('vaultName', {
  header: 'Vault',
  size: 200,
  cell: ({ row }) => (
    <Link href={pages.deletedOf(row.original.vaultName)} prefetch={false} className="font-mono text-xs hover:underline">
      {row.original.vaultName}
    </Link>
  ),
})

/** The columns of a vault's deleted objects: what, when, until when it can come back, and both ways out. */
export const deletedColumns = (actions: DeletedActions) => [
  column.accessor('name', {
    header: 'Name',
    size: 280,
    meta: { grows: true, isFixed: true },
    cell: ({ row }) => (
      <span className="inline-flex max-w-full items-center gap-2 align-middle">
        <span className="truncate font-mono text-xs">{row.original.name}</span>
        {row.original.companions.length > 0 ? <Badge>with its {listWords(row.original.companions)}</Badge> : null}
        {row.original.managed ? <Badge>of a certificate</Badge> : null}
      </span>
    ),
  }),
  column.accessor((object) => kindWords[object.kind], {
    id: 'kind',
    header: 'Kind',
    size: 120,
    meta: { isFacet: true },
    cell: ({ row, getValue }) => (
      <span className="inline-flex items-center gap-1.5 align-middle">
        <ObjectIcon kind={row.original.kind} className="size-3.5 shrink-0 text-faint" />
        {getValue()}
      </span>
    ),
  }),
  column.accessor((object) => object.deletedOn ?? undefined, {
    id: 'deletedOn',
    header: 'Deleted',
    size: 130,
    sortUndefined: 'last',
    cell: ({ row }) => (row.original.deletedOn ? <RelativeTime date={row.original.deletedOn} /> : noDate),
  }),
  column.accessor((object) => object.scheduledPurgeDate ?? undefined, {
    id: 'scheduledPurgeDate',
    header: 'Purged for good',
    size: 150,
    sortUndefined: 'last',
    cell: ({ row }) => <PurgeTime date={row.original.scheduledPurgeDate} />,
  }),
  column.accessor((object) => protectionWords[String(isPurgeable(object.recoveryLevel))] ?? '', {
    id: 'protection',
    header: 'Purge protection',
    size: 130,
    meta: { isFacet: true },
  }),
  column.accessor(
    ({ tags }) =>
      Object.entries(tags)
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
  column.display({
    id: 'actions',
    header: 'Actions',
    size: 180,
    meta: { isFixed: true },
    cell: ({ row: { original } }) => (
      <span className="flex items-center gap-1">
        <Button
          size="sm"
          aria-label={`Recover ${original.kind} ${original.name}`}
          disabledReason={actions.whyNotRecover(original)}
          onClick={() => actions.onRecover(original)}
        >
          Recover
        </Button>
        <Button
          size="sm"
          variant="danger-quiet"
          aria-label={`Purge ${original.kind} ${original.name}`}
          disabledReason={actions.whyNotPurge(original)}
          onClick={() => actions.onPurge(original)}
        >
          Purge
        </Button>
      </span>
    ),
  }),
]

const protectionWords: Record<string, string> = { true: 'Off', false: 'On', undefined: 'Not known' }

/** Near its end it asks for attention, by an icon and not by colour alone. */
export function PurgeTime({ date }: { date: string | null }) {
  if (date === null) return noDate
  const { isNear } = purgeTime(date, Date.now())
  return (
    <span className={`inline-flex items-center gap-1.5 align-middle ${isNear ? 'text-warning' : ''}`}>
      {isNear ? <Hourglass className="size-3.5 shrink-0" aria-hidden /> : null}
      <RelativeTime date={date} />
    </span>
  )
}
