'use client'

import { Braces, RefreshCw, SearchX, ShieldQuestionMark } from 'lucide-react'
import { useMemo } from 'react'
import { FilterBox } from '../data-table/table-toolbar.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { datedName, saveFile } from '../export/export-table.ts'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { MenuItem } from '../ui/menu.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import { NoVaults } from '../vaults/no-vaults-lazily.tsx'
import { AccessGrid } from './access-grid.tsx'
import { AccessLegend } from './access-legend.tsx'
import { accessExport, accessRows } from './access-rows.ts'
import { AccessTable } from './access-table.tsx'
import { principalTypeWords, rightWords } from './access-words.ts'
import { ChoiceMenu } from './choice-menu.tsx'
import { FindingList } from './finding-list.tsx'
import { type AccessDirectory, useAccess } from './use-access.ts'
import { type AccessFilters, accessViews, useAccessFilters, useAccessView } from './use-access-view.ts'

/** Who can reach which vault, over all of them. */
export function AccessPage() {
  const { access, directory, isLoading, isReading, error, reload, asOfMs } = useAccess()
  const filters = useAccessFilters()
  const view = useAccessView(access?.matrix, directory, filters)
  const vaultCount = access?.reading.vaults.length ?? 0
  const principalCount = access?.matrix.principalIds.length ?? 0
  const rows = () => (access && directory ? accessRows(access.matrix, directory, view) : [])
  const findingCount = access?.findings.reduce((sum, finding) => sum + finding.rows.length, 0) ?? 0
  const shown = { rows: view.rows.length, columns: view.columns.length }
  return (
    <>
      <PageHeader title="Access">
        <p className="text-muted text-sm">Who can reach which vault, by role or by access policy.</p>
      </PageHeader>
      <div className="flex flex-col gap-2 px-4 pb-2 sm:px-6">
        <div className="flex flex-wrap items-start gap-2">
          <FilterBox state={{ filter: filters.q, setFilter: (q) => filters.set({ q }) }} noun="principals or vaults" />
          <FilterMenus filters={filters} vaultNames={access?.matrix.vaultNames ?? []} directory={directory} />
          <div className="ml-auto flex items-center gap-2">
            {accessViews.map((view) => (
              <Button key={view} aria-pressed={filters.view === view} onClick={() => filters.set({ view })}>
                {viewWords[view]}
                {view === 'findings' && findingCount > 0 ? (
                  <span className="text-warning tabular-nums">{findingCount.toLocaleString('en')}</span>
                ) : null}
              </Button>
            ))}
            <ExportMenu
              table={() => accessExport(rows())}
              rowCount={shown.rows}
              report={() => ({ title: 'Who can reach which vault', asOfMs, problems: access?.reading.problems ?? [] })}
            >
              <MenuItem icon={<Braces aria-hidden />} onSelect={() => saveJson(rows())}>
                JSON
              </MenuItem>
            </ExportMenu>
            <IconButton label="Read access again" variant="secondary" isLoading={isReading} onClick={reload}>
              {isReading ? null : <RefreshCw aria-hidden />}
            </IconButton>
          </div>
        </div>
        <UnreadableParts
          problems={access?.reading.problems ?? []}
          consequence="What is shown is true, and there may be more."
        />
        {error && access ? <ProblemNotice problem={error} /> : null}
        <p role="status" className="text-muted text-xs tabular-nums">
          {isLoading ? 'Reading who has which role …' : countWords(shown, { principalCount, vaultCount })}
          {isReading && access && !access.isComplete ? ', more are coming' : ''}
        </p>
        <AccessLegend />
      </div>
      {isLoading ? (
        <div className="flex flex-col gap-3 border-t px-4 py-4 sm:px-6" aria-hidden>
          <Skeleton className="w-2/3" />
          <Skeleton className="w-3/5" />
          <Skeleton className="w-1/2" />
        </div>
      ) : error && !access ? (
        <ProblemNotice variant="page" problem={error} actions={<Button onClick={reload}>Try again</Button>} />
      ) : vaultCount === 0 ? (
        <div className="flex-1 overflow-auto border-t">
          <NoVaults isPartial={(access?.reading.problems.length ?? 0) > 0} onRetry={reload} />
        </div>
      ) : access?.isComplete && principalCount === 0 ? (
        <div className="flex-1 overflow-auto border-t">
          <EmptyState icon={<ShieldQuestionMark aria-hidden />} title="Azure shows you nobody’s roles">
            <p>
              You may see vaults and not who has a role on them. That takes{' '}
              <code className="font-mono text-xs">Microsoft.Authorization/roleAssignments/read</code>, which Reader has
              on a vault, a resource group or a subscription.
            </p>
          </EmptyState>
        </div>
      ) : access && directory && filters.view === 'findings' ? (
        <FindingList findings={access.findings} isComplete={access.isComplete} directory={directory} />
      ) : access && directory && view.rows.length > 0 && view.columns.length > 0 ? (
        filters.view === 'table' ? (
          <AccessTable matrix={access.matrix} {...{ directory, view }} />
        ) : (
          <AccessGrid matrix={access.matrix} {...{ directory, view }} />
        )
      ) : (
        <div className="flex-1 overflow-auto border-t">
          <EmptyState
            icon={<SearchX aria-hidden />}
            title="Nobody reaches a vault by these filters"
            actions={<Button onClick={filters.clear}>Clear filters</Button>}
          />
        </div>
      )}
    </>
  )
}

const viewWords = { matrix: 'Matrix', table: 'Table', findings: 'Findings' } as const
const anyOf = (label: string) => ({ value: 'any' as const, label })
const typeItems = [
  anyOf('Every type'),
  ...(['user', 'group', 'servicePrincipal', 'unknown'] as const).map((value) => ({
    value,
    label: principalTypeWords[value],
  })),
]
const rightItems = [
  anyOf('Any right'),
  ...(['read', 'write', 'manage', 'grant'] as const).map((value) => ({
    value,
    label: value === 'grant' ? rightWords[value].label : `${rightWords[value].label} or more`,
  })),
]

function FilterMenus({
  filters,
  vaultNames,
  directory,
}: {
  filters: AccessFilters
  vaultNames: readonly string[]
  directory: AccessDirectory | undefined
}) {
  const environments = useMemo(() => valuesOf(vaultNames, directory?.environment), [vaultNames, directory])
  const subscriptions = useMemo(() => valuesOf(vaultNames, directory?.subscription), [vaultNames, directory])
  const { type, right, environment, subscription, set } = filters
  return (
    <>
      <ChoiceMenu label="Type" value={type} items={typeItems} onChange={(next) => set({ type: next })} />
      <ChoiceMenu
        label="Environment"
        value={environment}
        items={[anyOf('Every environment'), ...environments]}
        onChange={(next) => set({ environment: next })}
      />
      <ChoiceMenu
        label="Subscription"
        value={subscription}
        items={[anyOf('Every subscription'), ...subscriptions]}
        onChange={(next) => set({ subscription: next })}
      />
      <ChoiceMenu label="Right" value={right} items={rightItems} onChange={(next) => set({ right: next })} />
    </>
  )
}

function valuesOf(names: readonly string[], of: ((name: string) => string) | undefined) {
  const values = new Set(names.map((name) => of?.(name) ?? ''))
  values.delete('')
  return [...values].sort().map((value) => ({ value, label: value }))
}

function countWords(
  shown: { rows: number; columns: number },
  { principalCount, vaultCount }: { principalCount: number; vaultCount: number },
): string {
  const part = (count: number, all: number, [one, many]: readonly [string, string]) =>
    `${count === all ? '' : `${count.toLocaleString('en')} of `}${all.toLocaleString('en')} ${all === 1 ? one : many}`
  return `${part(shown.rows, principalCount, ['principal', 'principals'])} · ${part(shown.columns, vaultCount, ['vault', 'vaults'])}`
}

function saveJson(rows: ReturnType<typeof accessRows>): void {
  const text = JSON.stringify(rows, null, 2)
  saveFile(new Blob([text], { type: 'application/json' }), datedName('access', 'json', Date.now()))
}
