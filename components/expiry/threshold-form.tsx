'use client'

import { type FormEvent, useState } from 'react'
import { thresholdsOf } from '@/lib/domain/expiry-buckets.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'

export interface ThresholdFormProps {
  /** Days. */
  thresholds: readonly number[]
  /** Null for those that it has at first. */
  onChange: (thresholds: number[] | null) => void
}

export function ThresholdForm({ thresholds, onChange }: ThresholdFormProps) {
  const [text, setText] = useState(thresholds.join(', '))
  const days = thresholdsOf(text)
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (days) onChange(days)
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2 p-2">
      <Field
        label="Days ahead"
        hint="For example 7, 14, 30, 90. They are part of the address, so that a view can be shared."
        error={days ? undefined : 'Up to eight whole days from 1 to 3,650, with commas between them.'}
      >
        <Input value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button
          size="sm"
          onClick={() => {
            setText('7, 14, 30, 90')
            onChange(null)
          }}
        >
          As at first
        </Button>
        <Button size="sm" type="submit" variant="primary" disabledReason={!days && 'The days above are not valid.'}>
          Apply
        </Button>
      </div>
    </form>
  )
}
