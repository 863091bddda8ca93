'use client'

import { Columns3 } from 'lucide-react'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuCheckboxItem } from '../ui/menu.tsx'

export interface ColumnChooserProps {
  columns: readonly { id: string; label: string }[]
  hidden: readonly string[]
  onChange: (hidden: string[]) => void
}

/** Which columns a table shows. */
export function ColumnChooser({ columns, hidden, onChange }: ColumnChooserProps) {
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Choose columns" variant="secondary">
          <Columns3 aria-hidden />
        </IconButton>
      }
    >
      {columns.map(({ id, label }) => (
        <MenuCheckboxItem
          key={id}
          checked={!hidden.includes(id)}
          onCheckedChange={(checked) => onChange(checked ? hidden.filter((each) => each !== id) : [...hidden, id])}
        >
          {label}
        </MenuCheckboxItem>
      ))}
    </Menu>
  )
}
