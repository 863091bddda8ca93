'use client'

import { type KeyboardEvent, useRef } from 'react'
import type { ExpiryWeek } from '@/lib/domain/expiry-buckets.ts'
import { classNames } from '../ui/class-names.ts'

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })
const longFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })

/** `2026-06-01`: how an address names a week, by its Monday. */
export const weekId = ({ startMs }: ExpiryWeek) => new Date(startMs).toISOString().slice(0, 10)

export interface WeekTimelineProps {
  weeks: readonly ExpiryWeek[]
  /** The id of a week, or an empty text. */
  chosen: string
  onChoose: (id: string) => void
}

/** The coming weeks, a bar for each. One stop for Tab; arrows, Home and End go from week to week. */
export function WeekTimeline({ weeks, chosen, onChoose }: WeekTimelineProps) {
  const container = useRef<HTMLFieldSetElement>(null)
  const most = Math.max(1, ...weeks.map(({ count }) => count))
  const reachable = Math.max(
    0,
    weeks.findIndex((week) => weekId(week) === chosen),
  )
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(container.current?.querySelectorAll('button') ?? [])]
    const focused = document.activeElement?.closest('button')
    const at = focused ? buttons.indexOf(focused) : -1
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    const button = next === undefined ? undefined : buttons[next]
    if (!button) return
    event.preventDefault()
    button.focus()
  }
  return (
    <fieldset
      ref={container}
      onKeyDown={onKeyDown}
      className="-m-1 flex items-end gap-px overflow-x-auto p-1"
      aria-label="Expiries by week"
    >
      {weeks.map((week, index) => {
        const id = weekId(week)
        const isChosen = id === chosen
        return (
          <button
            key={id}
            type="button"
            tabIndex={index === reachable ? 0 : -1}
            aria-pressed={isChosen}
            aria-label={`Week of ${longFormat.format(week.startMs)}: ${week.count === 1 ? '1 object expires' : `${week.count.toLocaleString('en')} objects expire`}`}
            onClick={() => onChoose(isChosen ? '' : id)}
            className={classNames(
              'group flex h-24 min-w-7 flex-1 flex-col items-center justify-end rounded-sm hover:bg-hover',
              isChosen && 'bg-accent-wash',
            )}
          >
            <span className="text-2xs text-muted tabular-nums">{week.count > 0 ? week.count : ''}</span>
            <span
              className={classNames(
                'w-4/5 rounded-t-sm',
                isChosen ? 'bg-accent-strong' : index < 5 ? 'bg-warning' : 'bg-accent',
              )}
              style={{ height: `${week.count === 0 ? 0 : Math.max(2, (52 * week.count) / most)}px` }}
            />
            <span className="mt-px h-4 w-full whitespace-nowrap border-t text-center text-2xs text-muted leading-4">
              {index % 3 === 0 ? dayFormat.format(week.startMs) : ''}
            </span>
          </button>
        )
      })}
    </fieldset>
  )
}
