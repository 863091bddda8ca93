'use client'

import { useState } from 'react'
import { utcInstant, utcMinute } from '@/lib/domain/audit-period.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'

export interface PeriodFormProps {
  bounds: { fromMs: number; toMs: number }
  onChange: (fromMs: number, toMs: number) => void
}

/** Two instants in UTC, as text, so that they can be pasted from a ticket. */
export function PeriodForm({ bounds, onChange }: PeriodFormProps) {
  const [from, setFrom] = useState(() => utcMinute(bounds.fromMs))
  const [to, setTo] = useState(() => utcMinute(bounds.toMs))
  const [isTried, setIsTried] = useState(false)
  const [fromMs, toMs] = [utcInstant(from), utcInstant(to)]
  const wrong = 'Give it as 2026-11-25 10:40.'
  const isReversed = fromMs !== null && toMs !== null && fromMs >= toMs
  return (
    <form
      noValidate
      className="flex w-64 flex-col gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (fromMs !== null && toMs !== null && fromMs < toMs) onChange(fromMs, toMs)
      }}
    >
      <Field label="From (UTC)" error={isTried && fromMs === null ? wrong : undefined}>
        <Input isMono value={from} onChange={(event) => setFrom(event.target.value)} />
      </Field>
      <Field
        label="To (UTC)"
        error={isTried && toMs === null ? wrong : isTried && isReversed ? 'It has to be after the first.' : undefined}
      >
        <Input isMono value={to} onChange={(event) => setTo(event.target.value)} />
      </Field>
      <Button type="submit" variant="primary">
        Show this period
      </Button>
    </form>
  )
}
