import { Ban, FileKey2, KeyRound, ScrollText, ShieldCheck, SlidersHorizontal } from 'lucide-react'
import Link from 'next/link'
import { type ChangeKind, changeKindWords } from '@/lib/domain/audit-change.ts'
import { leadText } from '@/lib/domain/time-before.ts'
import { pages } from '@/lib/routes.ts'
import { dataColumns } from '../data-table/columns.ts'
import { objectPage, utcTime } from './activity-rows.ts'
import { CallerName } from './caller-name.tsx'
import { afterwards, type ChangeRow, placeOf } from './change-rows.ts'

const row = dataColumns<ChangeRow>()
const mono = 'font-mono text-xs'
const icons: Record<ChangeKind, typeof Ban> = {
  configuration: SlidersHorizontal,
  role: ShieldCheck,
  policy: FileKey2,
  logging: ScrollText,
  object: KeyRound,
}

/** A change a row. */
export const changeColumns = row.columns([
  row.accessor(({ change }) => change.timeMs, {
    id: 'time',
    header: 'Time',
    size: 255,
    meta: { isFixed: true },
    cell: ({ getValue, row: { original } }) => (
      <time dateTime={new Date(getValue()).toISOString()} className="tabular-nums">
        {utcTime(getValue())}
        {original.beforeMs === null ? null : (
          <span className="ml-1.5 text-muted text-xs">{leadText(getValue(), original.beforeMs)}</span>
        )}
      </time>
    ),
  }),
  row.accessor(({ change }) => changeKindWords[change.kind], {
    id: 'kind',
    header: 'Kind',
    size: 120,
    meta: { isFacet: true },
    cell: ({ getValue, row: { original } }) => {
      const Icon = icons[original.change.kind]
      return (
        <span className="flex items-center gap-1.5">
          <Icon className="size-3.5 shrink-0 text-faint" aria-hidden />
          {getValue()}
        </span>
      )
    },
  }),
  row.accessor(({ change }) => change.operation, {
    id: 'does',
    header: 'Operation',
    size: 170,
    meta: { grows: true },
    cell: ({ getValue, row: { original } }) => (
      <span title={[getValue(), afterwards(original.change)].filter(Boolean).join('. ')}>
        {getValue().replace('Microsoft.', '')}
        {afterwards(original.change) ? (
          <span className="ml-1.5 text-muted text-xs">{afterwards(original.change)}</span>
        ) : null}
      </span>
    ),
  }),
  row.accessor(({ change }) => placeOf(change), {
    id: 'where',
    header: 'Vault or scope',
    size: 175,
    cell: ({ getValue, row: { original } }) =>
      original.change.vaultName ? (
        <Link
          href={pages.vault(original.change.vaultName)}
          prefetch={false}
          title={original.change.scope}
          className={`${mono} hover:underline`}
        >
          {getValue()}
        </Link>
      ) : (
        <span title={original.change.scope}>{getValue()}</span>
      ),
  }),
  row.accessor(({ change }) => change.object, {
    id: 'what',
    header: 'Object',
    size: 200,
    cell: ({ getValue, row: { original } }) => {
      const page = objectPage(original.change)
      return page ? (
        <Link href={page} prefetch={false} className="hover:underline">
          {getValue()}
        </Link>
      ) : (
        <span className="text-faint">none</span>
      )
    },
  }),
  row.accessor(({ caller }) => caller.name, {
    id: 'who',
    header: 'Caller',
    size: 165,
    meta: { isFacet: true },
    cell: (cell) => <CallerName caller={cell.row.original.caller} />,
  }),
  row.accessor(({ change }) => change.address, {
    id: 'from',
    header: 'Address',
    size: 130,
    cell: ({ getValue }) => <span className={mono}>{getValue()}</span>,
  }),
  row.accessor(({ change }) => change.client, {
    id: 'client',
    header: 'Client',
    size: 130,
    cell: ({ getValue }) => <span title={getValue()}>{getValue()}</span>,
  }),
  row.accessor(({ change }) => change.result, {
    id: 'result',
    header: 'Result',
    size: 105,
    cell: ({ getValue, row: { original } }) =>
      original.change.isDone ? (
        <span className="text-muted">{getValue()}</span>
      ) : (
        <span className="flex items-center gap-1.5 text-danger">
          <Ban className="size-3.5 shrink-0" aria-hidden />
          {getValue()}
        </span>
      ),
  }),
])
