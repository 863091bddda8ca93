'use client'

import { ListFilter } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { Menu, MenuRadioGroup } from '../ui/menu.tsx'

export interface ChoiceMenuProps<Value extends string> {
  label: string
  value: Value
  /** The first one is no choice at all. */
  items: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
}

/** One of a few to filter by. */
export function ChoiceMenu<Value extends string>({ label, value, items, onChange }: ChoiceMenuProps<Value>) {
  const isChosen = value !== items[0]?.value
  const chosen = items.find((item) => item.value === value)?.label ?? value
  return (
    <Menu
      trigger={
        <Button className={classNames(isChosen && 'border-accent bg-accent-wash text-accent')}>
          {isChosen ? null : <ListFilter aria-hidden />}
          <span className="max-w-56 truncate">{isChosen ? `${label}: ${chosen}` : label}</span>
        </Button>
      }
    >
      <MenuRadioGroup label={label} value={value} onValueChange={onChange} items={items} />
    </Menu>
  )
}
