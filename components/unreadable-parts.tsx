import { ChevronRight, TriangleAlert } from 'lucide-react'
import type { Problem } from '../lib/domain/problem.ts'
import { ProblemNotice } from './ui/problem-notice.tsx'

export interface UnreadablePartsProps {
  problems: readonly Problem[]
  /** What that means for the list, as a sentence. */
  consequence: string
}

/** Names what the list lacks: one line, with the reasons behind it. */
export function UnreadableParts({ problems, consequence }: UnreadablePartsProps) {
  if (problems.length === 0) return null
  // They come as each part answers; a reader meets them in one order each time.
  const sorted = problems.toSorted((left, right) => (left.subject ?? '').localeCompare(right.subject ?? ''))
  return (
    <details className="group rounded-md border border-warning-line bg-warning-wash">
      <summary className="flex cursor-pointer list-none items-center gap-2 px-3 py-1.5 [&::-webkit-details-marker]:hidden">
        <TriangleAlert className="size-4 shrink-0 text-warning" aria-hidden />
        <span className="min-w-0 flex-1">
          <strong className="font-semibold">Not everything could be read:</strong>{' '}
          {sorted.map((problem) => problem.subject ?? 'a part without a name').join(', ')}. {consequence}
        </span>
        <span className="flex items-center gap-0.5 text-muted text-xs">
          Why
          <ChevronRight className="size-3.5 transition-transform group-open:rotate-90" aria-hidden />
        </span>
      </summary>
      <div className="divide-y divide-warning-line border-warning-line border-t">
        {sorted.map((problem) => (
          <ProblemNotice
            key={`${problem.subject} ${problem.message}`}
            problem={problem}
            className="rounded-none border-0 bg-transparent"
          />
        ))}
      </div>
    </details>
  )
}
