'use client'

import { useState } from 'react'
import { utcMinute } from '@/lib/domain/audit-period.ts'
import { instantBefore } from '@/lib/domain/time-before.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'

export interface BeforeFormProps {
  beforeMs: number | null
  onChange: (beforeMs: number | null) => void
}

/** The moment at which something went wrong: what was changed in the day before it is shown, the nearest first. */
export function BeforeForm({ beforeMs, onChange }: BeforeFormProps) {
  const [text, setText] = useState(beforeMs === null ? '' : utcMinute(beforeMs))
  const [isTried, setIsTried] = useState(false)
  const instant = instantBefore(text, Date.now())
  return (
    <form
      noValidate
      className="flex w-72 flex-col gap-3 p-3"
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (instant !== null) onChange(instant)
      }}
    >
      <Field
        label="Before (UTC)"
        hint="A time alone is the last one that has been. The 24 hours before it are shown."
        error={isTried && instant === null ? 'Give it as 10:40, or as 2026-11-25 10:40.' : undefined}
      >
        <Input isMono placeholder="10:40" value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <div className="flex gap-2">
        <Button type="submit" variant="primary">
          Show what changed
        </Button>
        {beforeMs === null ? null : <Button onClick={() => onChange(null)}>No time</Button>}
      </div>
    </form>
  )
}
