'use client'

import { CircleAlert, Clock, Infinity as Never } from 'lucide-react'
import { classNames } from '../ui/class-names.ts'

export interface ExpiryBar {
  id: string
  label: string
  /** Null while it is not known. */
  count: number | null
  tone: 'overdue' | 'soon' | 'later' | 'never'
}

const fills = { overdue: 'bg-danger', soon: 'bg-warning', later: 'bg-accent', never: 'bg-line-strong' } as const
const words = { overdue: 'text-danger', soon: 'text-warning', later: 'text-ink', never: 'text-muted' } as const
const icons = { overdue: CircleAlert, soon: Clock, later: null, never: Never } as const

export interface ExpiryBarsProps {
  bars: readonly ExpiryBar[]
  chosen: string
  onChoose: (id: string) => void
}

/** How much expires when, a bar for each span of time; choosing one shows its rows alone, choosing it again all. */
export function ExpiryBars({ bars, chosen, onChoose }: ExpiryBarsProps) {
  const most = Math.max(1, ...bars.map(({ count }) => count ?? 0))
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Expiries by time left</legend>
      {bars.map(({ id, label, count, tone }) => {
        const Icon = icons[tone]
        return (
          <button
            key={id}
            type="button"
            aria-pressed={chosen === id}
            onClick={() => onChoose(chosen === id ? '' : id)}
            className={classNames(
              'flex min-w-28 flex-1 flex-col gap-1 rounded-md border px-2.5 py-1.5 text-left transition-colors hover:bg-hover',
              chosen === id && 'border-accent bg-accent-wash',
            )}
          >
            <span className="flex items-center gap-1.5 text-muted text-xs">
              {Icon ? <Icon className={classNames('size-3.5 shrink-0', words[tone])} aria-hidden /> : null}
              {label}
            </span>
            <span className={classNames('font-semibold text-base tabular-nums', count ? words[tone] : 'text-faint')}>
              {count === null ? 'not read' : count.toLocaleString('en')}
            </span>
            <span className="block h-1 w-full rounded-sm bg-line" aria-hidden>
              <span
                className={classNames('block h-full rounded-sm', fills[tone])}
                style={{ width: `${!count ? 0 : Math.max(3, (100 * count) / most)}%` }}
              />
            </span>
          </button>
        )
      })}
    </fieldset>
  )
}
