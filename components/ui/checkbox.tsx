'use client'

import { Checkbox as Base } from '@base-ui/react/checkbox'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'

export interface CheckboxProps {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  label: ReactNode
  hint?: ReactNode
  name?: string
}

export function Checkbox({ checked, onCheckedChange, label, hint, name }: CheckboxProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's checkbox renders the input that this label wraps.
    <label className="flex items-start gap-2 text-sm">
      <Base.Root
        name={name}
        checked={checked}
        onCheckedChange={onCheckedChange}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-canvas data-checked:border-accent data-checked:bg-accent"
      >
        <Base.Indicator className="text-on-accent">
          <Check className="size-3" strokeWidth={3} aria-hidden />
        </Base.Indicator>
      </Base.Root>
      <span className="min-w-0">
        {label}
        {hint ? <span className="block text-muted text-xs">{hint}</span> : null}
      </span>
    </label>
  )
}
