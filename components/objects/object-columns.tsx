import { Ban, CircleAlert, CircleCheck, Clock } from 'lucide-react'
import { expiryOf } from '@/lib/domain/expiry.ts'
import type { ObjectKind } from '@/lib/domain/object.ts'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { kindWords, renewalWords, versionsWords } from '@/lib/domain/object-words.ts'
import { durationWords, relativeTime } from '@/lib/domain/relative-time.ts'
import type { PlainColumn } from '../data-table/windowed-rows.tsx'
import { ObjectIcon } from '../object-icon.tsx'
import { TagList } from '../tag-list.tsx'
import { absoluteTime } from '../ui/relative-time.tsx'

// Dates carry a `title` and no tooltip of their own: forty rows are drawn within one frame while the list scrolls.
const none = <span className="text-faint">–</span>

/** The columns of a list over all vaults. Ids are what the order in lib/domain/object-order.ts knows. */
export const objectColumns: readonly PlainColumn<ObjectEntry>[] = [
  {
    id: 'name',
    header: 'Name',
    size: 260,
    grows: true,
    isFixed: true,
    cell: ({ name }) => <span className="font-mono text-xs">{name}</span>,
  },
  { id: 'kind', header: 'Kind', size: 112, cell: ({ kind }) => <Kind kind={kind} /> },
  {
    id: 'vault',
    header: 'Vault',
    size: 190,
    cell: ({ vaultName }) => <span className="font-mono text-xs">{vaultName}</span>,
  },
  { id: 'environment', header: 'Environment', size: 116, cell: ({ environment }) => environment || none },
  { id: 'owner', header: 'Owner', size: 120, cell: ({ owner }) => owner || none },
  { id: 'status', header: 'Status', size: 100, cell: ({ enabled }) => <Status isEnabled={enabled} /> },
  { id: 'expires', header: 'Expiry', size: 188, cell: ({ expiresOn }) => <Expiry expiresOn={expiresOn} /> },
  {
    id: 'age',
    header: 'Age',
    label: 'Age of the current version',
    size: 92,
    cell: ({ createdOn }) => <Age createdOn={createdOn} />,
  },
  { id: 'updated', header: 'Updated', size: 116, cell: ({ updatedOn }) => <When date={updatedOn} /> },
  { id: 'renewal', header: 'Renewal', size: 140, cell: (entry) => renewalWords(entry, Date.now()) ?? none },
  {
    id: 'versions',
    header: 'Versions',
    size: 92,
    isEnd: true,
    cell: ({ versionCount }) => versionsWords(versionCount) ?? none,
  },
  { id: 'contentType', header: 'Content type', size: 150, cell: ({ contentType }) => contentType || none },
  { id: 'tags', header: 'Tags', size: 180, grows: true, cell: ({ tags }) => <TagList tags={tags} /> },
]

function Kind({ kind }: { kind: ObjectKind }) {
  return (
    <span className="inline-flex items-center gap-1.5 align-middle">
      <ObjectIcon kind={kind} className="size-3.5 shrink-0 text-faint" />
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
