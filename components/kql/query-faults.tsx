'use client'

import { CircleAlert, TriangleAlert } from 'lucide-react'
import type { PlacedFinding } from './code-editor.ts'
import type { QueryRun } from './use-query-run.ts'

interface QueryFaultsProps {
  findings: readonly PlacedFinding[]
  run: QueryRun
  onGoTo: (line: number, column: number) => void
}

/** What is wrong with the query and where: by the language service while it is written, by Log Analytics when it ran. */
export function QueryFaults({ findings, run, onGoTo }: QueryFaultsProps) {
  const told = [
    ...(run.status === 'wrong' ? [{ ...run.fault, severity: 'error' as const, by: run.by }] : []),
    ...findings.slice(0, 5).map((finding) => ({ ...finding, by: 'Language service' })),
  ]
  return (
    <ul aria-label="What is wrong with the query" aria-live="polite" className="flex flex-col gap-1 text-xs">
      {told.map(({ message, line, column, severity, by }) => (
        <li key={`${by} ${line}:${column} ${message}`} className="flex items-start gap-2">
          {severity === 'error' ? (
            <CircleAlert className="mt-1 size-3.5 shrink-0 text-danger" aria-hidden />
          ) : (
            <TriangleAlert className="mt-1 size-3.5 shrink-0 text-warning" aria-hidden />
          )}
          <button
            type="button"
            onClick={() => onGoTo(line, column)}
            className="h-6 shrink-0 rounded-sm text-accent tabular-nums hover:underline"
          >
            Line {line}, column {column}
          </button>
          <span className="min-w-0 py-1 [overflow-wrap:anywhere]">
            {message} <span className="text-muted">({by})</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
