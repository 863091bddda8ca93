import { ListEnd } from 'lucide-react'
import type { AuditReading } from '@/lib/queries/audit.ts'
import { Button } from '../ui/button.tsx'
import { utcTime } from './activity-rows.ts'

/**
 * Until when the rows are whole, where a workspace gave no more than the newest: older rows of other workspaces would
 * stand there alone. Null where nothing was cut off.
 */
export function wholeFromMs({ problems, coverage, events }: Pick<AuditReading, 'problems' | 'coverage' | 'events'>) {
  const cut = new Set(problems.flatMap(({ code, subject }) => (code === 'truncated' && subject ? [subject] : [])))
  if (cut.size === 0) return null
  const workspaceOf = new Map(coverage.map(({ vaultName, workspaceName }) => [vaultName, workspaceName]))
  const oldest = new Map<string, number>()
  for (const { vaultName, timeMs } of events) {
    const workspace = workspaceOf.get(vaultName) ?? ''
    if (cut.has(workspace)) oldest.set(workspace, Math.min(timeMs, oldest.get(workspace) ?? timeMs))
  }
  return oldest.size > 0 ? Math.max(...oldest.values()) : null
}

export interface LimitNoteProps {
  wholeFrom: number
  /** Asks for what was before. */
  onEarlier: () => void
}

/** There are more calls than are shown, and how to come to them. */
export function LimitNote({ wholeFrom, onEarlier }: LimitNoteProps) {
  return (
    <p className="flex flex-wrap items-center gap-2 rounded-md border border-info-line bg-info-wash px-3 py-1">
      <ListEnd className="size-4 shrink-0 text-info" aria-hidden />
      <span className="min-w-0 flex-1">
        There are more calls than one table holds. It is complete from {utcTime(wholeFrom)} on; the timeline counts all.
      </span>
      <Button size="sm" onClick={onEarlier}>
        Earlier calls
      </Button>
    </p>
  )
}
