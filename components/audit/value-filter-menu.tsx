'use client'

import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { classNames } from '../ui/class-names.ts'
import { Input } from '../ui/input.tsx'
import { Popover } from '../ui/popover.tsx'

export interface ValueOption {
  value: string
  label: string
  /** Calls of those that are shown. */
  count?: number
}

export interface ValueFilterMenuProps {
  label: string
  values: readonly string[]
  /** What has been met so far; another value can be typed. */
  options: readonly ValueOption[]
  onChange: (values: string[]) => void
}

const mostShown = 60
const plainOption = (value: string): ValueOption => ({ value, label: value })

/** Any of several values to filter by, found by typing; one that no row has shown yet can be typed in full. */
export function ValueFilterMenu({ label, values, options, onChange }: ValueFilterMenuProps) {
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLowerCase()
  const chosen = values.map((value) => options.find((option) => option.value === value) ?? plainOption(value))
  const others = options.filter(({ value }) => !values.includes(value))
  const found = [...chosen, ...others].filter(({ value, label: text }) =>
    `${text} ${value}`.toLowerCase().includes(wanted),
  )
  const isKnown = found.some(({ value }) => value.toLowerCase() === wanted)
  const shown =
    wanted && !isKnown
      ? [...found.slice(0, mostShown), { value: wanted, label: `“${typed.trim()}”` } satisfies ValueOption]
      : found.slice(0, mostShown)
  const toggle = (value: string) =>
    onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value])
  return (
    <Popover
      label={`Filter by ${label.toLowerCase()}`}
      trigger={
        <Button className={classNames(values.length > 0 && 'border-accent bg-accent-wash text-accent')}>
          {values.length ? null : <ListFilter aria-hidden />}
          <span className="max-w-56 truncate">
            {values.length === 0
              ? label
              : `${label}: ${values.length === 1 ? chosen[0]?.label : `${values.length} chosen`}`}
          </span>
        </Button>
      }
    >
      <div className="flex w-72 flex-col gap-2 p-2">
        <Input
          aria-label={`Find ${label.toLowerCase()}`}
          placeholder="Find, or type in full"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <ul className="flex max-h-72 flex-col gap-1.5 overflow-y-auto p-1">
          {shown.map((option) => (
            <li key={option.value} className="flex items-start justify-between gap-2 [overflow-wrap:anywhere]">
              <Checkbox
                label={option.label}
                checked={values.includes(option.value)}
                onCheckedChange={() => toggle(option.value)}
              />
              {option.count ? (
                <span className="text-muted text-xs tabular-nums">{option.count.toLocaleString('en')}</span>
              ) : null}
            </li>
          ))}
          {shown.length === 0 ? <li className="text-muted text-sm">Nothing met so far. Type it in full.</li> : null}
          {found.length > mostShown ? (
            <li className="text-muted text-xs">
              {(found.length - mostShown).toLocaleString('en')} more: type to find them.
            </li>
          ) : null}
        </ul>
      </div>
    </Popover>
  )
}
