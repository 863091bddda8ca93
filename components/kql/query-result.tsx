'use client'

import { FileJson, Play } from 'lucide-react'
import { useState } from 'react'
import type { Problem } from '@/lib/domain/problem.ts'
import type { QueryResult as Result } from '@/lib/domain/workspace-query.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { datedName, type ExportTable, saveFile } from '../export/export-table.ts'
import { lazily } from '../lazily.tsx'
import { Choice } from '../ui/choice.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { MenuItem } from '../ui/menu.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { chartData } from './chart-data.ts'
import { ResultTable } from './result-table.tsx'
import { valueText } from './result-values.ts'
import type { QueryRun } from './use-query-run.ts'

const QueryChart = lazily(() => import('./query-chart.tsx').then((part) => part.QueryChart))

/** What became of the query: its rows and chart, or why there are none. */
export function QueryResult({ run }: { run: QueryRun }) {
  return (
    <section aria-label="Result" className="flex min-h-72 flex-1 flex-col">
      <p role="status" className="px-4 py-1.5 text-muted text-xs tabular-nums sm:px-6">
        {statusOf(run)}
      </p>
      {run.status === 'failed' ? <ProblemNotice problem={run.problem} className="mx-4 sm:mx-6" /> : null}
      {run.status === 'done' ? <Rows key={run.text} result={run.result} /> : null}
      {run.status === 'none' ? (
        <EmptyState icon={<Play aria-hidden />} title="No query has run">
          <p>
            Write one, or open one from the list. It is asked of the chosen workspace as you, and shows what you may see
            there.
          </p>
        </EmptyState>
      ) : null}
    </section>
  )
}

function statusOf(run: QueryRun): string {
  switch (run.status) {
    case 'running':
      return 'Running …'
    case 'cancelled':
      return 'Cancelled. Log Analytics was told to stop.'
    case 'wrong':
      return 'The query did not run.'
    case 'done': {
      const { length } = run.result.rows
      const rows = `${length.toLocaleString('en')} ${length === 1 ? 'row' : 'rows'}`
      return `${rows} from ${run.workspaceName} in ${(run.tookMs / 1000).toFixed(1)} s`
    }
    default:
      return ''
  }
}

const views = [
  { value: 'chart', label: 'Chart and rows' },
  { value: 'rows', label: 'Rows' },
] as const

function Rows({ result }: { result: Result }) {
  const [view, setView] = useState<'chart' | 'rows'>('chart')
  const chart = chartData(result)
  const drawn = chart && !('reason' in chart) ? chart : null
  const problem = partOf(result)
  return (
    <>
      <div className="flex flex-col gap-2 px-4 pb-2 sm:px-6">
        {problem ? <ProblemNotice problem={problem} /> : null}
        <div className="flex flex-wrap items-end justify-between gap-2">
          {drawn ? <Choice label="Show" value={view} onValueChange={setView} items={views} /> : <span />}
          <ExportMenu table={() => exportOf(result)} rowCount={result.rows.length}>
            <MenuItem icon={<FileJson aria-hidden />} onSelect={() => saveJson(result)}>
              JSON
            </MenuItem>
          </ExportMenu>
        </div>
        {chart && 'reason' in chart ? <p className="text-muted text-xs">{chart.reason}</p> : null}
      </div>
      {drawn && view === 'chart' ? <QueryChart data={drawn} /> : null}
      {result.columns.length > 0 ? (
        <div className="flex min-h-80 flex-1 flex-col">
          <ResultTable result={result} />
        </div>
      ) : null}
    </>
  )
}

/** Why these are not all rows; undefined where they are. */
function partOf({ rows, allRows, partialReason }: Result): Problem | undefined {
  if (partialReason) {
    return {
      code: 'truncated',
      message: `Log Analytics answered with a part of the result${rows.length === 0 ? ', without any row' : ''}.`,
      remedy: 'Ask for a shorter period, filter earlier in the query, or summarize.',
      azure: { message: partialReason },
    }
  }
  if (allRows === undefined) return undefined
  return {
    code: 'truncated',
    message: `These are the first ${rows.length.toLocaleString('en')} of ${allRows.toLocaleString('en')} rows: a page shows no more.`,
    remedy: 'Filter, summarize, or sort the rows that matter to the top.',
  }
}

const fileName = 'query'

function exportOf({ columns, rows }: Result): ExportTable {
  return { fileName, head: columns.map(({ name }) => name), rows: rows.map((row) => row.map(valueText)) }
}

function saveJson({ columns, rows }: Result): void {
  const records = rows.map((row) => Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])))
  const content = new Blob([`${JSON.stringify(records, null, 2)}\n`], { type: 'application/json' })
  saveFile(content, datedName(fileName, 'json', Date.now()))
}
