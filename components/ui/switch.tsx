'use client'

import { Switch as Base } from '@base-ui/react/switch'
import type { ReactNode } from 'react'

export interface SwitchProps {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  label: ReactNode
  hint?: ReactNode
  name?: string
}

/** An on or off that is plain at a glance; inside a form it takes effect with the form. */
export function Switch({ checked, onCheckedChange, label, hint, name }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's switch renders the input that this label wraps.
    <label className="flex items-start gap-2 text-sm">
      <Base.Root
        name={name}
        checked={checked}
        onCheckedChange={onCheckedChange}
        className="mt-0.5 flex h-4 w-7 shrink-0 items-center rounded-lg border border-line-strong bg-hover p-px transition-colors data-checked:border-accent data-checked:bg-accent"
      >
        <Base.Thumb className="size-3 rounded-md bg-muted transition-transform data-checked:translate-x-3 data-checked:bg-on-accent" />
      </Base.Root>
      <span className="min-w-0">
        {label}
        {hint ? <span className="block text-muted text-xs">{hint}</span> : null}
      </span>
    </label>
  )
}
