'use client'

import { SearchX } from 'lucide-react'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import { relativesOf, sourcesOf } from '@/lib/domain/access-source.ts'
import { pages } from '@/lib/routes.ts'
import { FilterBox } from '../data-table/table-toolbar.tsx'
import { type PlainColumn, WindowedRows } from '../data-table/windowed-rows.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { type AccessRow, accessExport, accessRows } from './access-rows.ts'
import { howText, principalTypeWords, rightWords } from './access-words.ts'
import { PrincipalRelatives } from './principal-relatives.tsx'
import { SourceTable } from './source-table.tsx'
import { useAccess } from './use-access.ts'

const parts = ['vaults', 'sources', 'groups'] as const

/** Everything that one identity reaches, and by what. */
export function PrincipalPage({ principalId }: { principalId: string }) {
  const { access, directory, isLoading, error, reload, asOfMs } = useAccess()
  const [{ q, show }, setChosen] = useQueryStates({
    q: parseAsString.withDefault(''),
    show: parseAsStringLiteral(parts).withDefault('vaults'),
  })
  const id = principalId.toLowerCase()
  const principal = directory?.principal(id)
  const rows = useMemo(() => {
    const row = access?.matrix.principalIds.indexOf(id) ?? -1
    if (!access || !directory || row < 0) return []
    const columns = access.matrix.vaultNames.map((_, column) => column)
    return accessRows(access.matrix, directory, { rows: [row], columns, reach: [] })
  }, [access, directory, id])
  const sources = useMemo(() => (access ? sourcesOf(access.reading, id) : []), [access, id])
  const relatives = useMemo(
    () => (access ? relativesOf(access.reading, id) : { groups: [], members: [] }),
    [access, id],
  )
  const word = q.trim().toLowerCase()
  const shown = rows.filter((row) => row.vaultName.includes(word) || row.environment.includes(word))
  const shownSources = sources.filter(({ what, scope }) => `${what} ${scope}`.toLowerCase().includes(word))
  const counts = {
    vaults: rows.length,
    sources: sources.length,
    groups: relatives.groups.length + relatives.members.length,
  }
  return (
    <>
      <PageHeader title={principal?.name ?? principalId}>
        <p className="flex flex-wrap items-center gap-x-2 text-muted text-sm">
          {principal ? principalTypeWords[principal.type] : null}
          <span className="font-mono text-xs">{id}</span>
          <CopyButton text={id} what="id" />
        </p>
      </PageHeader>
      <div className="flex flex-col gap-2 px-4 pb-2 sm:px-6">
        <div className="flex flex-wrap items-start gap-2">
          <FilterBox
            state={{ filter: q, setFilter: (next) => void setChosen({ q: next || null }) }}
            noun="what it reaches"
          />
          {parts.map((part) => (
            <Button key={part} aria-pressed={show === part} onClick={() => void setChosen({ show: part })}>
              {partLabels[part]} <span className="text-muted tabular-nums">{counts[part].toLocaleString('en')}</span>
            </Button>
          ))}
          <div className="ml-auto">
            <ExportMenu
              table={() => accessExport(shown)}
              rowCount={shown.length}
              report={() => ({
                title: `What ${principal?.name ?? principalId} can reach`,
                asOfMs,
                problems: access?.reading.problems ?? [],
              })}
            />
          </div>
        </div>
        <UnreadableParts
          problems={access?.reading.problems ?? []}
          consequence="What is shown is true, and there may be more."
        />
        <p role="status" className="text-muted text-xs">
          {isLoading ? 'Reading who has which role …' : reachWords(rows)}
        </p>
      </div>
      {error && !access ? (
        <ProblemNotice variant="page" problem={error} actions={<Button onClick={reload}>Try again</Button>} />
      ) : isLoading || !directory ? null : rows.length === 0 && sources.length === 0 ? (
        <div className="flex-1 overflow-auto border-t">
          <EmptyState icon={<SearchX aria-hidden />} title="Nothing that you can see is open to this identity">
            <p>It has no role and no access policy on a vault that Azure shows you, or it does not exist.</p>
          </EmptyState>
        </div>
      ) : show === 'sources' ? (
        <SourceTable sources={shownSources} {...{ directory }} />
      ) : show === 'groups' ? (
        <PrincipalRelatives {...relatives} {...{ directory }} />
      ) : (
        <VaultRows rows={shown} />
      )}
    </>
  )
}

const partLabels = { vaults: 'Vaults', sources: 'By what', groups: 'Groups and members' } as const

const columns: readonly PlainColumn<AccessRow>[] = [
  {
    id: 'vault',
    header: 'Vault',
    size: 230,
    isUnsortable: true,
    cell: ({ vaultName }) => <span className="font-mono text-xs">{vaultName}</span>,
  },
  { id: 'environment', header: 'Environment', size: 120, isUnsortable: true, cell: ({ environment }) => environment },
  {
    id: 'subscription',
    header: 'Subscription',
    size: 200,
    isUnsortable: true,
    cell: ({ subscription }) => subscription,
  },
  {
    id: 'right',
    header: 'Rights',
    size: 240,
    isUnsortable: true,
    cell: ({ right }) => right.rights.map((one) => rightWords[one].label).join(', '),
  },
  { id: 'how', header: 'How', size: 220, grows: true, isUnsortable: true, cell: ({ right }) => howText(right) },
]
const fixed = { sorting: [], setSorting: () => undefined, hidden: [] }

function VaultRows({ rows }: { rows: readonly AccessRow[] }) {
  return (
    <WindowedRows
      label="Vaults that it reaches"
      columns={columns}
      items={rows}
      rowId={({ id }) => id}
      rowHref={({ vaultName, principal }) => pages.accessOfPrincipal(vaultName, principal.id)}
      state={fixed}
      isLoading={false}
      isStreaming={false}
    />
  )
}

function reachWords(rows: readonly AccessRow[]): string {
  const counts = (['grant', 'manage', 'write', 'read'] as const).flatMap((right) => {
    const count = rows.filter((row) => row.right.highest === right).length
    return count > 0 ? [`${count.toLocaleString('en')} ${rightWords[right].label.toLowerCase()}`] : []
  })
  const all = `${rows.length.toLocaleString('en')} ${rows.length === 1 ? 'vault' : 'vaults'}`
  return counts.length > 0 ? `Reaches ${all}, at most: ${counts.join(', ')}` : 'Reaches no vault'
}
