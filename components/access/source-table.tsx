'use client'

import { type AccessSource, scopeWords } from '@/lib/domain/access-source.ts'
import { type PlainColumn, WindowedRows } from '../data-table/windowed-rows.tsx'
import type { AccessDirectory } from './use-access.ts'

const fixed = { sorting: [], setSorting: () => undefined, hidden: [] }

/** The assignments and policies by which a principal reaches things. */
export function SourceTable({ sources, directory }: { sources: readonly AccessSource[]; directory: AccessDirectory }) {
  const plain = { isUnsortable: true } as const
  const columns: readonly PlainColumn<AccessSource>[] = [
    {
      ...plain,
      id: 'kind',
      header: 'Kind',
      size: 120,
      cell: ({ kind }) => (kind === 'role' ? 'Role' : 'Access policy'),
    },
    {
      ...plain,
      id: 'what',
      header: 'What',
      size: 280,
      grows: true,
      cell: ({ what }) => <span title={what}>{what}</span>,
    },
    {
      ...plain,
      id: 'scope',
      header: 'Where',
      size: 320,
      cell: ({ scope }) => <span title={scope}>{scopeWords(scope, directory.subscriptionName)}</span>,
    },
    {
      ...plain,
      id: 'way',
      header: 'Through',
      size: 200,
      cell: ({ way }) =>
        way.length > 1
          ? way
              .slice(1)
              .map((id) => directory.principal(id).name)
              .join(' → ')
          : 'itself',
    },
    { ...plain, id: 'limit', header: 'Only where', size: 160, cell: limitOf },
    { ...plain, id: 'since', header: 'Since', size: 110, cell: ({ createdOn }) => createdOn?.slice(0, 10) ?? '' },
  ]
  return (
    <WindowedRows
      label="Assignments and policies"
      columns={columns}
      items={sources}
      rowId={({ id }) => id}
      rowHref={() => undefined}
      state={fixed}
      isLoading={false}
      isStreaming={false}
    />
  )
}

function limitOf({ condition, applicationId }: AccessSource) {
  if (applicationId) return <span title={applicationId}>through one application</span>
  return condition ? <span title={condition}>a condition is met</span> : ''
}
