'use client'

import { type ComponentProps, cloneElement, type ReactElement, type ReactNode } from 'react'
import { onDemand, useOpenedOnDemand } from './on-demand.ts'
import { withHandlers } from './with-handlers.ts'

const popup = onDemand(() => import('./menu-popup.tsx'))

export interface MenuProps {
  /** The element that opens the menu, usually a Button or an IconButton. */
  trigger: ReactElement<ComponentProps<'button'>>
  children: ReactNode
  align?: 'start' | 'end'
  className?: string
}

export function Menu(props: MenuProps) {
  const { part, firstOpening, triggerProps } = useOpenedOnDemand(popup)
  if (part) return <part.Menu {...props} firstOpening={firstOpening} />
  return cloneElement(props.trigger, withHandlers(props.trigger.props, { 'aria-haspopup': 'menu', ...triggerProps }))
}

export interface MenuItemProps {
  icon?: ReactNode
  children: ReactNode
  onSelect: () => void
  tone?: 'neutral' | 'danger'
  /** As on Button: the only way to disable, and it is shown. */
  disabledReason?: string | false | null | undefined
}

/** What stands in a menu is drawn in its popup, so by then it is loaded. */
export function MenuItem(props: MenuItemProps) {
  const part = popup.loaded()
  return part ? <part.MenuItem {...props} /> : null
}

export interface MenuCheckboxItemProps {
  checked: boolean
  onCheckedChange: (checked: boolean) => void
  children: ReactNode
  /** Shown at the right edge, for example a count. */
  detail?: ReactNode
}

export function MenuCheckboxItem(props: MenuCheckboxItemProps) {
  const part = popup.loaded()
  return part ? <part.MenuCheckboxItem {...props} /> : null
}

export interface MenuRadioGroupProps<Value extends string> {
  label: string
  value: Value
  onValueChange: (value: Value) => void
  items: readonly { value: Value; label: string; icon?: ReactNode }[]
}

export function MenuRadioGroup<Value extends string>(props: MenuRadioGroupProps<Value>) {
  const part = popup.loaded()
  return part ? <part.MenuRadioGroup {...props} /> : null
}
