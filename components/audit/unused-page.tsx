'use client'

import { useQuery } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo, useState } from 'react'
import type { AccessReading } from '@/lib/domain/access-reading.ts'
import { scopeWords } from '@/lib/domain/access-source.ts'
import type { AssignmentUses } from '@/lib/domain/assignment-use.ts'
import { type AssignmentVerdict, type JudgedAssignment, judgeAssignments } from '@/lib/domain/unused-assignments.ts'
import { assignmentUseQueries } from '@/lib/queries/assignment-use.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { PrincipalName } from '../access/principal-name.tsx'
import { type AccessDirectory, useAccess } from '../access/use-access.ts'
import { FilterBox } from '../data-table/table-toolbar.tsx'
import { useTableUrlState } from '../data-table/table-url-state.ts'
import { type PlainColumn, WindowedRows } from '../data-table/windowed-rows.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import type { ExportTable } from '../export/export-table.ts'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { AuditFrame } from './audit-frame.tsx'
import { CoverageNote } from './coverage-note.tsx'
import { QueryPanel } from './query-panel.tsx'
import { verdictWords } from './unused-words.ts'

const UnusedDialog = lazily(() => import('./unused-dialog.tsx').then((part) => part.UnusedDialog))

const spans = { '30': 30, '90': 90 } as const
const verdicts = ['unused', 'wide', 'unknown', 'new', 'idle', 'used'] as const satisfies readonly AssignmentVerdict[]

/** Role assignments that nobody needs, or not so much of, by what the logs prove. */
export function UnusedPage() {
  const [{ days, show }, set] = useQueryStates({
    days: parseAsStringLiteral(['30', '90']).withDefault('30'),
    show: parseAsString.withDefault('unused'),
  })
  const span = spans[days]
  const state = useTableUrlState({ sort: 'principal' })
  const { access, directory, error: accessError, isLoading } = useAccess()
  const use = useQuery(assignmentUseQueries.last(span))
  const [opened, setOpened] = useState<JudgedAssignment | null>(null)
  const judged = useMemo(
    () => (access?.isComplete && use.data ? judgeAssignments(access.reading, use.data.told, use.data) : []),
    [access, use.data],
  )
  const isReady = access?.isComplete === true && use.data !== undefined
  const verdict = verdicts.find((one) => one === show) ?? 'unused'
  const rows = useMemo(
    () =>
      directory
        ? sorted(
            judged.filter((one) => one.verdict === verdict),
            directory,
            state.filter,
            state.sorting[0],
          )
        : [],
    [judged, verdict, directory, state.filter, state.sorting],
  )
  const columns = useMemo(() => (directory ? columnsOf(directory, setOpened) : []), [directory])
  const counts = new Map(verdicts.map((one) => [one, judged.filter((each) => each.verdict === one).length]))
  const error = use.error ?? null
  return (
    <AuditFrame about="Role assignments to data with their last use, and those that nobody needs, where the logs prove it.">
      <div className="flex flex-col gap-2 px-4 pt-3 pb-2 sm:px-6">
        <div className="flex flex-wrap items-start gap-2">
          <FilterBox state={state} noun="assignments" />
          <fieldset className="flex items-center gap-1">
            <legend className="sr-only">Period</legend>
            {(['30', '90'] as const).map((one) => (
              <Button
                key={one}
                aria-pressed={days === one}
                className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
                onClick={() => void set({ days: one })}
              >
                {one} days
              </Button>
            ))}
          </fieldset>
          {verdicts.map((one) => (
            <Button
              key={one}
              aria-pressed={verdict === one}
              className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
              onClick={() => void set({ show: one })}
            >
              {verdictWords[one].label}
              <span className="tabular-nums text-muted">
                {isReady ? (counts.get(one) ?? 0).toLocaleString('en') : ''}
              </span>
            </Button>
          ))}
          <div className="ml-auto">
            <ExportMenu table={() => exportOf(rows, directory)} rowCount={rows.length} />
          </div>
        </div>
        <CoverageNote coverage={use.data?.told.coverage ?? []} />
        <UnreadableParts
          problems={[...(use.data?.told.problems ?? []), ...(access?.reading.problems ?? [])]}
          consequence="Assignments or their use may be missing."
        />
        <QueryPanel queries={use.data?.told.queries ?? []} />
        <p role="status" aria-label="Count" className="text-muted text-xs">
          {isReady
            ? `${rows.length.toLocaleString('en')} of ${judged.length.toLocaleString('en')} assignments. ${verdictWords[verdict].what(span)} Where two assignments allow a call, the log names one of them.${unseenWords(access?.reading, use.data?.told)}`
            : 'Reading assignments and their use …'}
        </p>
      </div>
      {error || (accessError && !access) ? (
        <ProblemNotice
          variant="page"
          problem={error ? problemFrom(error) : (accessError ?? problemFrom(null))}
          actions={<Button onClick={() => void use.refetch()}>Try again</Button>}
        />
      ) : isReady && rows.length === 0 ? (
        <div className="flex-1 overflow-auto border-t">
          <EmptyState icon={<CircleCheck aria-hidden />} title="No assignment of this kind">
            <p>{verdictWords[verdict].what(span)} None is like that, as far as you can see.</p>
          </EmptyState>
        </div>
      ) : (
        <WindowedRows
          label="Assignments and their use"
          columns={columns}
          items={rows}
          rowId={({ assignment }) => assignment.id}
          rowHref={() => undefined}
          state={state}
          isLoading={!isReady || isLoading}
          isStreaming={false}
        />
      )}
      {opened && directory ? (
        <UnusedDialog judged={opened} directory={directory} days={span} onClose={() => setOpened(null)} />
      ) : null}
    </AuditFrame>
  )
}

/** What was used and is not in the list: assignments above what the reader sees, or such as are gone. */
function unseenWords(reading: AccessReading | undefined, told: AssignmentUses | undefined): string {
  const listed = new Set(reading?.assignments.map(({ id }) => id.slice(id.lastIndexOf('/') + 1).toLowerCase()))
  const unseen = new Set(told?.uses.map(({ assignmentName }) => assignmentName).filter((name) => !listed.has(name)))
  if (unseen.size === 0) return ''
  return ` The log names ${unseen.size.toLocaleString('en')} more that you may not read, or that are gone.`
}

function columnsOf(
  directory: AccessDirectory,
  open: (judged: JudgedAssignment) => void,
): PlainColumn<JudgedAssignment>[] {
  const where = (scope: string) => scopeWords(scope, directory.subscriptionName)
  return [
    {
      id: 'principal',
      header: 'Principal',
      size: 220,
      grows: true,
      cell: ({ assignment }) => <PrincipalName principal={directory.principal(assignment.principalId)} />,
    },
    { id: 'role', header: 'Role', size: 220, cell: ({ roleName }) => roleName },
    {
      id: 'scope',
      header: 'Where',
      size: 260,
      cell: ({ assignment }) => <span title={assignment.scope}>{where(assignment.scope)}</span>,
    },
    {
      id: 'last',
      header: 'Last use',
      size: 130,
      cell: ({ lastMs }) =>
        lastMs === null ? (
          <span className="text-faint">Not seen</span>
        ) : (
          <RelativeTime date={new Date(lastMs).toISOString()} />
        ),
    },
    {
      id: 'calls',
      header: 'Calls',
      size: 80,
      isEnd: true,
      cell: ({ calls }) => <span className="tabular-nums">{calls.toLocaleString('en')}</span>,
    },
    {
      id: 'smaller',
      header: 'What would do',
      size: 280,
      isUnsortable: true,
      cell: (judged) => (
        <span className="flex min-w-0 items-center gap-2">
          <span className="min-w-0 flex-1 truncate">{smallerWords(judged, where)}</span>
          <Button
            size="sm"
            aria-label={`Details of ${judged.roleName} of ${directory.principal(judged.assignment.principalId).name}`}
            {...UnusedDialog.onIntent}
            onClick={() => open(judged)}
          >
            Details
          </Button>
        </span>
      ),
    },
  ]
}

function smallerWords(
  { verdict, smaller, unprovenVaults }: JudgedAssignment,
  where: (scope: string) => string,
): string {
  if (verdict === 'unused') return 'Nothing'
  if (verdict === 'unknown')
    return `Not logged: ${unprovenVaults.slice(0, 2).join(', ')}${unprovenVaults.length > 2 ? ' …' : ''}`
  return smaller.map(({ role, scope }) => `${role.roleName} at ${where(scope)}`).join(', ')
}

const sortKeys: Record<string, (row: JudgedAssignment, directory: AccessDirectory) => string | number> = {
  principal: ({ assignment }, directory) => directory.principal(assignment.principalId).name.toLowerCase(),
  role: ({ roleName }) => roleName,
  scope: ({ assignment }, directory) => scopeWords(assignment.scope, directory.subscriptionName),
  last: ({ lastMs }) => lastMs ?? 0,
  calls: ({ calls }) => calls,
}

function sorted(
  rows: JudgedAssignment[],
  directory: AccessDirectory,
  filter: string,
  by: { id: string; desc: boolean } | undefined,
): JudgedAssignment[] {
  const word = filter.trim().toLowerCase()
  const found = rows.filter(({ assignment, roleName }) =>
    [directory.principal(assignment.principalId).name, roleName, assignment.scope, assignment.principalId].some(
      (text) => text.toLowerCase().includes(word),
    ),
  )
  const key = by && sortKeys[by.id]
  if (!key) return found
  const keyed = found.map((row) => ({ row, key: key(row, directory) }))
  keyed.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
  const ordered = keyed.map(({ row }) => row)
  return by.desc ? ordered.reverse() : ordered
}

function exportOf(rows: readonly JudgedAssignment[], directory: AccessDirectory | undefined): ExportTable {
  return {
    fileName: 'role-assignment-use',
    head: [
      'Principal',
      'Principal id',
      'Role',
      'Scope',
      'Verdict',
      'Last use',
      'Calls',
      'What would do',
      'Assignment id',
    ],
    rows: rows.map((row) => [
      directory?.principal(row.assignment.principalId).name ?? '',
      row.assignment.principalId,
      row.roleName,
      row.assignment.scope,
      verdictWords[row.verdict].label,
      row.lastMs === null ? '' : new Date(row.lastMs).toISOString(),
      String(row.calls),
      row.smaller.map(({ role, scope }) => `${role.roleName} at ${scope}`).join('; '),
      row.assignment.id,
    ]),
  }
}
