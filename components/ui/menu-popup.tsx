'use client'

import { Menu as Base } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { type ReactNode, useId, useRef } from 'react'
import { classNames } from './class-names.ts'
import type { MenuCheckboxItemProps, MenuItemProps, MenuProps, MenuRadioGroupProps } from './menu.tsx'
import type { FirstOpening } from './on-demand.ts'
import { popupStyle } from './popup-style.ts'

const itemStyle =
  'flex min-h-7 cursor-pointer select-none items-center gap-2 rounded-sm px-2 py-1 outline-none data-highlighted:bg-hover data-disabled:cursor-not-allowed data-disabled:text-faint [&_svg]:size-3.5 [&_svg]:shrink-0'

export function Menu({
  trigger,
  children,
  align = 'start',
  className,
  firstOpening,
}: MenuProps & { firstOpening: FirstOpening | undefined }) {
  const isByKeyboard = useRef(firstOpening === 'by keyboard')
  return (
    <Base.Root defaultOpen={firstOpening !== undefined}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup
            className={classNames(popupStyle, className)}
            onFocus={({ target, currentTarget }) => {
              if (!isByKeyboard.current || target !== currentTarget) return
              isByKeyboard.current = false
              // Base UI has not seen the key that loaded this, so it would leave the focus on the menu as a whole.
              currentTarget.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }))
            }}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
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
          <Base.RadioItem key={item.value} value={item.value} closeOnClick className={itemStyle}>
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
