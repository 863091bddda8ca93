'use client'

import { CircleAlert, X } from 'lucide-react'
import { useMemo } from 'react'
import { parseFilter, withoutPart } from '@/lib/domain/object-filter.ts'

/** What a filter asks for, in words, each part to be taken away by itself; and what in it cannot be understood. */
export function FilterChips({ filter, onChange }: { filter: string; onChange: (filter: string) => void }) {
  const parts = useMemo(() => parseFilter(filter).filter(({ words, problem }) => words ?? problem), [filter])
  if (parts.length === 0) return null
  return (
    <ul aria-label="Filter in words" className="flex flex-wrap gap-1.5">
      {parts.map((part) => (
        <li
          key={part.start}
          className={
            part.problem
              ? 'inline-flex min-h-6 items-center gap-1 rounded-sm border border-danger-line bg-danger-wash pl-1.5 text-danger text-xs'
              : 'inline-flex min-h-6 items-center gap-1 rounded-sm border bg-surface pl-2 text-xs'
          }
        >
          {part.problem ? <CircleAlert className="size-3.5 shrink-0" aria-hidden /> : null}
          <span className="max-w-md [overflow-wrap:anywhere]">{part.problem ?? part.words}</span>
          <button
            type="button"
            aria-label={`Take away ${part.text}`}
            onClick={() => onChange(withoutPart(filter, part))}
            className="inline-flex size-6 items-center justify-center rounded-sm hover:bg-hover"
          >
            <X className="size-3" aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  )
}
