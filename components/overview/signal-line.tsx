import { BellRing, CircleAlert, ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { callerOf } from '@/lib/domain/audit-caller.ts'
import type { Principal } from '@/lib/domain/principal.ts'
import { evidenceText, type SignalEvidence, type SignalId, type SignalQuery, signals } from '@/lib/domain/signal.ts'
import { pages } from '@/lib/routes.ts'
import { CallerName } from '../audit/caller-name.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'

const mostRows = 3
const hourMs = 3_600_000
// Lines are close: a target is 24 pixels high.
const link = 'inline-block min-h-6 content-center underline underline-offset-2'

export interface SignalLineProps {
  id: SignalId
  isGrave: boolean
  rows: readonly SignalEvidence[]
  queries: readonly SignalQuery[]
  principals: ReadonlyMap<string, Principal>
}

/** A signal that fired: what, at which vault, who and when, and the ways to its rows and its query. */
export function SignalLine({ id, isGrave, rows, queries, principals }: SignalLineProps) {
  const { title, when } = signals[id]
  const Icon = isGrave ? CircleAlert : BellRing
  return (
    <li className="flex items-start gap-2.5 border-b py-2">
      <Icon className={`mt-0.5 size-4 shrink-0 ${isGrave ? 'text-danger' : 'text-warning'}`} aria-hidden />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{title}</span>
          {queries.map(({ workspaceName, text }) => (
            <Link
              key={workspaceName}
              href={pages.kql(text)}
              prefetch={false}
              className="flex min-h-6 items-center gap-1 text-muted text-xs hover:text-ink hover:underline"
              aria-label={`Query of ${title} in ${workspaceName}`}
            >
              <ExternalLink className="size-3" aria-hidden />
              Query{queries.length > 1 ? ` in ${workspaceName}` : ''}
            </Link>
          ))}
        </p>
        <p className="text-muted text-xs">{when}</p>
        <ul className="pt-0.5">
          {rows.slice(0, mostRows).map((row) => (
            <li
              key={`${row.vaultName} ${row.callerId} ${row.object} ${row.firstMs}`}
              className="flex flex-wrap items-center gap-x-2"
            >
              {row.source === 'metrics' ? (
                <Link href={pages.vault(row.vaultName)} prefetch={false} className={link}>
                  {evidenceText(row)}, by Azure’s metrics, which name no caller
                </Link>
              ) : (
                <Link href={rowsOf(row)} prefetch={false} className={link}>
                  {evidenceText(row)}
                </Link>
              )}
              <span className="font-mono text-xs">
                {row.vaultName}
                {row.object ? `/${row.object}` : ''}
              </span>
              {row.callerId ? <CallerName caller={callerOf(row, principals)} /> : null}
              <RelativeTime date={new Date(row.lastMs).toISOString()} className="text-muted text-xs" />
            </li>
          ))}
          {rows.length > mostRows ? (
            <li className="text-muted text-xs">and {(rows.length - mostRows).toLocaleString('en')} more</li>
          ) : null}
        </ul>
      </div>
    </li>
  )
}

const operations: Partial<Record<SignalId, string>> = { readSpike: 'SecretGet', firstTimeCaller: 'SecretGet' }
const outcomes: Partial<Record<SignalId, string>> = {
  refusedBurst: 'refused',
  lowAvailability: 'failed',
  failureShare: 'failed',
  throttling: 'failed',
}

/** The page with the very calls or changes; a change with the hour before and after it. */
function rowsOf({ signal, vaultName, callerId, object, firstMs, lastMs }: SignalEvidence): string {
  const isChange = signal === 'networkOpened' || signal === 'loggingSwitchedOff' || signal === 'deletionOutsideWindow'
  const instants = (aroundMs: number) => ({
    from: new Date(firstMs - aroundMs).toISOString(),
    to: new Date(lastMs + aroundMs + 1_000).toISOString(),
  })
  if (isChange) return pages.auditChanges({ vault: vaultName, ...instants(hourMs) })
  const [operation, outcome] = [operations[signal], outcomes[signal]]
  return pages.audit({
    vault: vaultName,
    ...(callerId && { caller: callerId }),
    ...(object && { object }),
    ...(operation && { operation }),
    ...(outcome && { outcome }),
    ...instants(0),
  })
}
