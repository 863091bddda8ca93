'use client'

import { ChevronRight, CircleSlash } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { coverageWords, type VaultCoverage } from '@/lib/domain/log-coverage.ts'
import { pages } from '@/lib/routes.ts'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'

const SwitchLoggingOnDialog = lazily(() =>
  import('./switch-logging-on-dialog.tsx').then((part) => part.SwitchLoggingOnDialog),
)

/** Where a diagnostic setting would make the difference. */
const canSwitchOn = new Set(['notLogged', 'elsewhere'])

/** Which vaults the view says nothing of, and why: not logged is not "not accessed". */
export function CoverageNote({ coverage }: { coverage: readonly VaultCoverage[] }) {
  const unseen = coverage.filter(({ state }) => state !== 'logged')
  if (unseen.length === 0) return null
  const byState = [...Map.groupBy(unseen, ({ state }) => state)]
  return (
    <details className="group rounded-md border border-warning-line bg-warning-wash">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-1.5 [&::-webkit-details-marker]:hidden">
        <CircleSlash className="size-4 shrink-0 text-warning" aria-hidden />
        <span className="min-w-0 flex-1">
          <strong className="font-semibold">
            {coverage.length === 1 ? unseen[0]?.vaultName : `${unseen.length} of ${coverage.length} vaults`}
          </strong>{' '}
          {coverage.length === 1 && unseen[0]
            ? coverageWords[unseen[0].state].what
            : 'cannot be seen here. That no call of theirs is shown does not mean that there was none.'}
        </span>
        <span className="flex items-center gap-0.5 text-muted text-xs">
          Which, and why
          <ChevronRight className="size-3.5 transition-transform group-open:rotate-90" aria-hidden />
        </span>
      </summary>
      <div className="flex max-h-72 flex-col gap-3 overflow-auto border-warning-line border-t px-3 py-2">
        {byState.map(([state, vaults]) => (
          <section key={state} aria-label={coverageWords[state].label}>
            <h3 className="font-medium">{coverageWords[state].label}</h3>
            <ul>
              {vaults.map((vault) => (
                <CoverageLine key={vault.vaultName} vault={vault} />
              ))}
            </ul>
          </section>
        ))}
      </div>
    </details>
  )
}

function CoverageLine({ vault: { vaultName, state, workspaceName, problem } }: { vault: VaultCoverage }) {
  const [isSwitching, setIsSwitching] = useState(false)
  return (
    <li className="flex flex-wrap items-center gap-x-2 py-0.5 text-muted">
      <Link
        href={pages.vault(vaultName)}
        prefetch={false}
        className="font-mono text-ink text-xs underline underline-offset-2"
      >
        {vaultName}
      </Link>
      <span>{coverageWords[state].what}</span>
      {workspaceName ? (
        <span>
          Workspace: <span className="font-mono text-xs">{workspaceName}</span>.
        </span>
      ) : null}
      {problem ? <span>{[problem.message, problem.remedy].filter(Boolean).join(' ')}</span> : null}
      {canSwitchOn.has(state) ? (
        <Button size="sm" {...SwitchLoggingOnDialog.onIntent} onClick={() => setIsSwitching(true)}>
          Switch logging on …
        </Button>
      ) : null}
      {isSwitching ? <SwitchLoggingOnDialog vaultName={vaultName} onClose={() => setIsSwitching(false)} /> : null}
    </li>
  )
}
