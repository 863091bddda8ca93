'use client'

import { Radio } from '@base-ui/react/radio'
import { RadioGroup } from '@base-ui/react/radio-group'
import { useId } from 'react'

export interface ChoiceProps<Value extends string> {
  /** What is chosen, over the choices. */
  label: string
  value: Value
  onValueChange: (value: Value) => void
  items: readonly { value: Value; label: string }[]
}

/** One of a few, all of them in sight: for what changes the form below it. */
export function Choice<Value extends string>({ label, value, onValueChange, items }: ChoiceProps<Value>) {
  const labelId = useId()
  return (
    <div className="flex flex-col gap-1">
      <span id={labelId} className="font-medium text-ink text-xs">
        {label}
      </span>
      <RadioGroup
        aria-labelledby={labelId}
        value={value}
        // Base UI gives back the value of one of the items.
        onValueChange={(next) => onValueChange(next as Value)}
        className="flex flex-wrap gap-1"
      >
        {items.map((item) => (
          // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's radio renders the input that this label wraps.
          <label
            key={item.value}
            className="flex h-8 cursor-pointer items-center gap-2 rounded-md border border-line-strong px-2.5 text-sm hover:bg-hover has-data-checked:border-accent has-data-checked:bg-accent-wash has-data-checked:text-accent"
          >
            <Radio.Root
              value={item.value}
              className="flex size-3.5 items-center justify-center rounded-full border border-line-strong data-checked:border-accent"
            >
              <Radio.Indicator className="size-2 rounded-full bg-accent" />
            </Radio.Root>
            {item.label}
          </label>
        ))}
      </RadioGroup>
    </div>
  )
}
