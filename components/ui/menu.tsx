'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { type ReactElement, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'

export const popupStyle =
  'max-h-(--available-height) min-w-44 overflow-y-auto rounded-lg border border-line bg-raised p-1 text-ink text-sm shadow-sm outline-none transition-opacity data-starting-style:opacity-0'
const itemStyle =
  'flex min-h-7 cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1 outline-none data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-faint [&_svg]:size-3.5 [&_svg]:shrink-0'

export interface MenuProps {
  /** The element that opens the menu, usually a Button or an IconButton. */
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'end'
  className?: string
}

export function Menu({ trigger, children, align = 'start', className }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup className={classNames(popupStyle, className)}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

export interface MenuItemProps {
  icon?: ReactNode
  children: ReactNode
  onSelect: () => void
  tone?: 'neutral' | 'danger'
  /** As on Button: the only way to disable, and it is shown. */
  disabledReason?: string | false | null | undefined
}

export function MenuItem({ icon, children, onSelect, tone, disabledReason }: MenuItemProps) {
  const reasonId = useId()
  return (
    <Base.Item
      onClick={onSelect}
      disabled={Boolean(disabledReason)}
      aria-describedby={disabledReason ? reasonId : undefined}
      className={classNames(itemStyle, tone === 'danger' && !disabledReason && 'text-danger')}
    >
      {icon}
      <span className="min-w-0">
        {children}
        {disabledReason ? (
          <span id={reasonId} className="block max-w-64 text-xs">
            {disabledReason}
          </span>
        ) : null}
      </span>
    </Base.Item>
  )
}

export interface MenuCheckboxItemProps {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  children: ReactNode
  /** Shown at the right edge, for example a count. */
  detail?: ReactNode
}

export function MenuCheckboxItem({ checked, onCheckedChange, children, detail }: MenuCheckboxItemProps) {
  return (
    <Base.CheckboxItem checked={checked} onCheckedChange={onCheckedChange} closeOnClick={false} className={itemStyle}>
      <span className="flex size-3.5 items-center justify-center">
        <Base.CheckboxItemIndicator>
          <Check className="text-accent" aria-hidden />
        </Base.CheckboxItemIndicator>
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {detail ? <span className="pl-3 text-faint text-xs tabular-nums">{detail}</span> : null}
    </Base.CheckboxItem>
  )
}

export interface MenuRadioGroupProps<Value extends string> {
  label: string
  value: Value
  onValueChange: (value: Value) => void
  items: readonly { value: Value; label: string; icon?: ReactNode }[]
}

export function MenuRadioGroup<Value extends string>({
  label,
  value,
  onValueChange,
  items,
}: MenuRadioGroupProps<Value>) {
  return (
    <Base.Group>
      <MenuLabel>{label}</MenuLabel>
      <Base.RadioGroup value={value} onValueChange={onValueChange}>
        {items.map((item) => (
          <Base.RadioItem key={item.value} value={item.value} className={itemStyle}>
            {item.icon}
            <span className="flex-1">{item.label}</span>
            <Base.RadioItemIndicator>
              <Check className="text-accent" aria-hidden />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  )
}

function MenuLabel({ children }: { children: ReactNode }) {
  return <Base.GroupLabel className="px-2 py-1 text-faint text-xs">{children}</Base.GroupLabel>
}
