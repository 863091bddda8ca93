'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'

export interface TooltipProps {
  /** Text only: a tooltip cannot be reached with a pointer on touch, so nothing may live in it alone. */
  content: ReactNode
  /** One element that takes props and a ref. */
  children: ReactElement
  side?: 'top' | 'bottom' | 'left' | 'right'
}

/** Shows a short text on hover and on keyboard focus. */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} closeOnClick={false} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup className="max-w-80 rounded-md border border-line bg-raised px-2 py-1.5 text-ink text-xs shadow-sm data-starting-style:opacity-0 transition-opacity">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
