import { Ban, CircleAlert, CircleCheck, Clock, KeyRound, LockKeyhole, ScrollText } from 'lucide-react'
import { expiryOf } from '@/lib/domain/expiry.ts'
import type { ObjectKind } from '@/lib/domain/object.ts'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { kindWords, renewalWords } from '@/lib/domain/object-words.ts'
import { durationWords, relativeTime } from '@/lib/domain/relative-time.ts'
import { dataColumns } from '../data-table/columns.ts'
import { TagList } from '../tag-list.tsx'
import { absoluteTime } from '../ui/relative-time.tsx'

// Dates carry a `title` and no tooltip of their own: forty rows are drawn within one frame while the list scrolls.
const column = dataColumns<ObjectEntry>()
const none = <span className="text-faint">–</span>
const kindIcons: Record<ObjectKind, typeof KeyRound> = {
  secret: LockKeyhole,
  key: KeyRound,
  certificate: ScrollText,
}

/** The columns of a list over all vaults. Ids are what the order in lib/domain/object-order.ts knows. */
export const objectColumns = [
  column.accessor('name', {
    header: 'Name',
    size: 260,
    meta: { grows: true, isFixed: true },
    cell: (cell) => <span className="font-mono text-xs">{cell.getValue()}</span>,
  }),
  column.accessor('kind', { header: 'Kind', size: 112, cell: (cell) => <Kind kind={cell.getValue()} /> }),
  column.accessor('vaultName', {
    id: 'vault',
    header: 'Vault',
    size: 190,
    cell: (cell) => <span className="font-mono text-xs">{cell.getValue()}</span>,
  }),
  column.accessor('environment', {
    header: 'Environment',
    size: 116,
    cell: (cell) => cell.getValue() || none,
  }),
  column.accessor('owner', { header: 'Owner', size: 120, cell: (cell) => cell.getValue() || none }),
  column.accessor('enabled', {
    id: 'status',
    header: 'Status',
    size: 100,
    cell: (cell) => <Status isEnabled={cell.getValue()} />,
  }),
  column.accessor('expiresOn', {
    id: 'expires',
    header: 'Expiry',
    size: 188,
    cell: (cell) => <Expiry expiresOn={cell.getValue()} />,
  }),
  column.accessor('createdOn', {
    id: 'age',
    header: 'Age',
    size: 92,
    meta: { label: 'Age of the current version' },
    cell: (cell) => <Age createdOn={cell.getValue()} />,
  }),
  column.accessor('updatedOn', {
    id: 'updated',
    header: 'Updated',
    size: 116,
    cell: (cell) => <When date={cell.getValue()} />,
  }),
  column.accessor((entry) => renewalWords(entry), {
    id: 'renewal',
    header: 'Renewal',
    size: 140,
    cell: (cell) => cell.getValue() ?? none,
  }),
  column.accessor('contentType', { header: 'Content type', size: 150, cell: (cell) => cell.getValue() || none }),
  column.accessor('tags', {
    header: 'Tags',
    size: 180,
    meta: { grows: true },
    cell: (cell) => <TagList tags={cell.getValue()} />,
  }),
]

function Kind({ kind }: { kind: ObjectKind }) {
  const Icon = kindIcons[kind]
  return (
    <span className="inline-flex items-center gap-1.5 align-middle">
      <Icon className="size-3.5 shrink-0 text-faint" aria-hidden />
      {kindWords[kind]}
    </span>
  )
}

function Status({ isEnabled }: { isEnabled: boolean }) {
  const Icon = isEnabled ? CircleCheck : Ban
  return (
    <span className={`inline-flex items-center gap-1.5 align-middle ${isEnabled ? '' : 'text-warning'}`}>
      <Icon className={`size-3.5 shrink-0 ${isEnabled ? 'text-faint' : ''}`} aria-hidden />
      {isEnabled ? 'Enabled' : 'Disabled'}
    </span>
  )
}

const tones = { overdue: 'text-danger', soon: 'text-warning', later: '', none: 'text-faint' } as const

function Expiry({ expiresOn }: { expiresOn: string | null }) {
  const { severity, words } = expiryOf(expiresOn, Date.now())
  const Icon = severity === 'overdue' ? CircleAlert : severity === 'soon' ? Clock : null
  return (
    <span
      className={`inline-flex max-w-full items-center gap-1.5 align-middle ${tones[severity]}`}
      title={expiresOn === null ? undefined : absoluteTime(expiresOn, 'UTC')}
    >
      {Icon ? <Icon className="size-3.5 shrink-0" aria-hidden /> : null}
      <span className="truncate">{words}</span>
    </span>
  )
}

function Age({ createdOn }: { createdOn: string | null }) {
  if (createdOn === null) return none
  const seconds = (Date.now() - Date.parse(createdOn)) / 1000
  return (
    <time dateTime={createdOn} title={absoluteTime(createdOn, 'UTC')}>
      {durationWords(seconds)}
    </time>
  )
}

function When({ date }: { date: string | null }) {
  if (date === null) return none
  return (
    <time dateTime={date} title={absoluteTime(date, 'UTC')}>
      {relativeTime(date, Date.now())}
    </time>
  )
}
