'use client'

import { CalendarRange } from 'lucide-react'
import { boundsOf, periodNames, periodWords, utcSpan } from '@/lib/domain/audit-period.ts'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'
import { Popover } from '../ui/popover.tsx'
import type { PeriodState } from './use-period.ts'

const PeriodForm = lazily(() => import('./period-form.tsx').then((part) => part.PeriodForm))

/** Of which time the view tells: so many days until now, or between two instants in UTC. */
export function PeriodPicker({ period, setPeriod }: PeriodState) {
  const isAbsolute = !('last' in period)
  return (
    <fieldset className="flex items-center gap-1">
      <legend className="sr-only">Period</legend>
      {periodNames.map((name) => (
        <Button
          key={name}
          aria-pressed={'last' in period && period.last === name}
          className="px-2 aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
          aria-label={periodWords[name]}
          onClick={() => setPeriod({ last: name })}
        >
          {name}
        </Button>
      ))}
      <Popover
        label="Period in UTC"
        align="end"
        trigger={
          <Button
            {...PeriodForm.onIntent}
            aria-pressed={isAbsolute}
            className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent"
          >
            <CalendarRange aria-hidden />
            {isAbsolute ? utcSpan(period) : 'From … to …'}
          </Button>
        }
      >
        {/* Drawn anew for each period, so that its fields begin with what is shown. */}
        <PeriodForm
          key={JSON.stringify(period)}
          bounds={boundsOf(period, Date.now())}
          onChange={(fromMs, toMs) => setPeriod({ fromMs, toMs })}
        />
      </Popover>
    </fieldset>
  )
}
