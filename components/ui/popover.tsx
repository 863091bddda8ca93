'use client'

import { Popover as Base } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { popupStyle } from './menu.tsx'

export interface PopoverProps {
  /** The accessible name of what opens. */
  label: string
  /** The element that opens it, usually a Button. */
  trigger: ReactElement
  children: ReactNode
  align?: 'start' | 'end'
  className?: string
}

/** Opens beside its trigger and holds more than choices; for choices alone there is Menu. */
export function Popover({ label, trigger, children, align = 'start', className }: PopoverProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner align={align} sideOffset={4} collisionPadding={8} className="z-50">
          <Base.Popup aria-label={label} className={classNames(popupStyle, className)}>
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
