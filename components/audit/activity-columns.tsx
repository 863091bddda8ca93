import { Ban, TriangleAlert } from 'lucide-react'
import Link from 'next/link'
import { dataColumns } from '../data-table/columns.ts'
import { type ActivityRow, isFailed, isRefused, objectPage, resultText, utcTime } from './activity-rows.ts'
import { CallerName } from './caller-name.tsx'

const row = dataColumns<ActivityRow>()
const mono = 'font-mono text-xs'

const localTime = new Intl.DateTimeFormat('en-GB', {
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
})

/** A call a row. */
export const activityColumns = row.columns([
  row.accessor(({ event }) => event.timeMs, {
    id: 'time',
    header: 'Time',
    size: 155,
    meta: { isFixed: true },
    cell: ({ getValue }) => (
      <time dateTime={new Date(getValue()).toISOString()} title={utcTime(getValue())} className="tabular-nums">
        {localTime.format(getValue()).replace(',', '')}
      </time>
    ),
  }),
  row.accessor(({ caller }) => caller.name, {
    id: 'who',
    header: 'Caller',
    size: 165,
    cell: (cell) => <CallerName caller={cell.row.original.caller} />,
  }),
  row.accessor(({ event }) => event.operation, { id: 'does', header: 'Operation', size: 110 }),
  row.accessor(({ event }) => event.object, {
    id: 'what',
    header: 'Object',
    size: 210,
    meta: { grows: true },
    cell: (cell) => <ObjectLink row={cell.row.original} />,
  }),
  row.accessor(({ event }) => event.vaultName, {
    id: 'where',
    header: 'Vault',
    size: 165,
    cell: ({ getValue }) => <span className={mono}>{getValue()}</span>,
  }),
  row.accessor(({ event }) => event.version, {
    id: 'version',
    header: 'Version',
    size: 85,
    cell: ({ getValue }) => (
      <span className={mono} title={getValue()}>
        {getValue().slice(0, 8)}
      </span>
    ),
  }),
  row.accessor(({ event }) => resultText(event), {
    id: 'result',
    header: 'Result',
    size: 135,
    cell: (cell) => <Result row={cell.row.original} />,
  }),
  row.accessor(({ event }) => event.address, {
    id: 'from',
    header: 'Address',
    size: 120,
    cell: ({ getValue }) => <span className={mono}>{getValue()}</span>,
  }),
  row.accessor(({ event }) => event.client, {
    id: 'client',
    header: 'Client',
    size: 130,
    cell: ({ getValue }) => <span title={getValue()}>{getValue()}</span>,
  }),
  row.accessor(({ event }) => event.assignmentId, {
    id: 'assignment',
    header: 'By assignment',
    size: 110,
    cell: ({ getValue }) => (
      <span className={mono} title={getValue()}>
        {getValue().slice(0, 8)}
      </span>
    ),
  }),
])

function ObjectLink({ row: { event } }: { row: ActivityRow }) {
  const page = objectPage(event)
  if (!page) return <span className="text-faint">the whole vault</span>
  return (
    <Link href={page} prefetch={false} className="hover:underline">
      <span className="text-muted">{event.object.slice(0, event.object.indexOf('/') + 1)}</span>
      {event.object.slice(event.object.indexOf('/') + 1)}
    </Link>
  )
}

function Result({ row: { event } }: { row: ActivityRow }) {
  const text = resultText(event)
  if (!isFailed(event)) return <span className="text-muted">{text}</span>
  const Icon = isRefused(event) ? Ban : TriangleAlert
  return (
    <span className={`flex items-center gap-1.5 ${isRefused(event) ? 'text-danger' : 'text-warning'}`}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">{text}</span>
    </span>
  )
}
