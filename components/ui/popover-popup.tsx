'use client'

import { Popover as Base } from '@base-ui/react/popover'
import { classNames } from './class-names.ts'
import type { PopoverProps } from './popover.tsx'
import { popupStyle } from './popup-style.ts'

export function Popover({
  label,
  trigger,
  children,
  align = 'start',
  className,
  defaultOpen,
}: PopoverProps & { defaultOpen: boolean }) {
  return (
    <Base.Root defaultOpen={defaultOpen}>
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
