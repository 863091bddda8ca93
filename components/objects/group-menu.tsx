'use client'

import { ChevronDown } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { Menu, MenuRadioGroup } from '../ui/menu.tsx'
import { type Group, groupItems } from './use-group.ts'

/** What the rows are grouped by; a menu, since that is loaded when it is opened. */
export function GroupMenu({ group, onChange }: { group: Group; onChange: (group: Group) => void }) {
  const { label } = groupItems.find(({ value }) => value === group) ?? groupItems[0]
  return (
    <Menu
      trigger={
        <Button aria-label={`Group: ${label}`}>
          {label}
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuRadioGroup label="Group" value={group} onValueChange={onChange} items={groupItems} />
    </Menu>
  )
}
