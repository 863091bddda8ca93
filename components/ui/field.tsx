'use client'

import { Field as Base } from '@base-ui/react/field'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface FieldProps {
  label: ReactNode
  /** One sentence under the control. */
  hint?: ReactNode
  /** What is wrong with the entry; takes the hint's place for the eye, both are read out. */
  error?: string | undefined
  children: ReactNode
  className?: string
  /** Hides the label from the eye only. */
  isLabelHidden?: boolean
}

/** Label, control, hint and error, tied together for assistive technology. Holds one Input, Textarea, Select, … */
export function Field({ label, hint, error, children, className, isLabelHidden }: FieldProps) {
  return (
    <Base.Root invalid={Boolean(error)} className={classNames('flex min-w-0 flex-col gap-1', className)}>
      <Base.Label className={isLabelHidden ? 'sr-only' : 'font-medium text-ink text-xs'}>{label}</Base.Label>
      {children}
      {error ? (
        <Base.Error match className="text-danger text-xs">
          {error}
        </Base.Error>
      ) : null}
      {hint ? <Base.Description className="text-muted text-xs">{hint}</Base.Description> : null}
    </Base.Root>
  )
}
