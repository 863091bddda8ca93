import { ChevronRight, ExternalLink } from 'lucide-react'
import Link from 'next/link'
import { pages } from '@/lib/routes.ts'
import { buttonStyle } from '../ui/button-style.ts'
import { CodeBlock } from '../ui/code-block.tsx'

export interface AskedQuery {
  workspaceName: string
  text: string
}

export interface QueryPanelProps {
  queries: readonly AskedQuery[]
  /** Where a view has several: of what it is. */
  label?: string
}

/** The KQL behind what is shown, to read, copy and change. It runs in the portal as it stands. */
export function QueryPanel({ queries, label = 'Query' }: QueryPanelProps) {
  if (queries.length === 0) return null
  // They come as each workspace answers; a reader meets them in one order each time.
  const sorted = queries.toSorted((left, right) => left.workspaceName.localeCompare(right.workspaceName))
  const isOne = queries.length === 1
  return (
    <details className="group rounded-md border">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 px-3 py-1.5 text-muted text-sm hover:text-ink [&::-webkit-details-marker]:hidden">
        <ChevronRight className="size-3.5 transition-transform group-open:rotate-90" aria-hidden />
        {label}
        <span className="text-faint text-xs">
          {isOne ? sorted[0]?.workspaceName : `one for each of ${queries.length} workspaces`}
        </span>
      </summary>
      <div className="flex max-h-96 flex-col gap-3 overflow-auto border-t p-3">
        {sorted.map(({ workspaceName, text }) => (
          <section key={workspaceName} aria-label={`${label} of ${workspaceName}`} className="flex flex-col gap-1.5">
            <div className="flex items-center gap-2">
              <h3 className="min-w-0 flex-1 truncate font-mono text-xs">{workspaceName}</h3>
              <Link href={pages.kql(text)} prefetch={false} className={buttonStyle({ size: 'sm' })}>
                <ExternalLink aria-hidden />
                Open in KQL
              </Link>
            </div>
            <CodeBlock code={text} what={`query of ${workspaceName}`} />
          </section>
        ))}
      </div>
    </details>
  )
}
