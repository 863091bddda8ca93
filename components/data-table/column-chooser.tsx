'use client'

import { Columns3 } from 'lucide-react'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuCheckboxItem, MenuRadioGroup } from '../ui/menu.tsx'
import { setDensity, useDensity } from './density.ts'

export interface ColumnChooserProps {
  columns: readonly { id: string; label: string }[]
  hidden: readonly string[]
  onChange: (hidden: string[]) => void
}

const densities = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
] as const

/** Which columns a table shows, and how much room the rows of every table take. */
export function ColumnChooser({ columns, hidden, onChange }: ColumnChooserProps) {
  const density = useDensity()
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Columns and density" variant="secondary">
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
      <MenuRadioGroup label="Rows of all tables" value={density} onValueChange={setDensity} items={densities} />
    </Menu>
  )
}
