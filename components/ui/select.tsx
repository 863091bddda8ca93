'use client'

import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import { classNames } from './class-names.ts'
import { controlStyle } from './control-style.ts'
import { popupStyle } from './popup-style.ts'

export interface SelectProps<Value extends string> {
  value: Value
  onValueChange: (value: Value) => void
  items: readonly { value: Value; label: string }[]
  /** Accessible name where no Field gives one. */
  label?: string
  className?: string
}

/** One of a few. */
export function Select<Value extends string>({ value, onValueChange, items, label, className }: SelectProps<Value>) {
  return (
    <Base.Root
      items={items}
      value={value}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next)
      }}
    >
      <Base.Trigger
        aria-label={label}
        className={classNames(controlStyle, 'flex h-8 items-center justify-between gap-2 px-2.5', className)}
      >
        <Base.Value />
        <ChevronsUpDown className="size-3.5 shrink-0 text-faint" aria-hidden />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className={classNames(popupStyle, 'min-w-(--anchor-width)')}>
            {items.map((item) => (
              <Base.Item
                key={item.value}
                value={item.value}
                className="flex h-7 items-center gap-2 rounded-sm pr-3 pl-2 outline-none data-highlighted:bg-hover"
              >
                <span className="flex size-3.5 items-center">
                  <Base.ItemIndicator>
                    <Check className="size-3.5 text-accent" aria-hidden />
                  </Base.ItemIndicator>
                </span>
                <Base.ItemText>{item.label}</Base.ItemText>
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
