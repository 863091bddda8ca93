'use client'

import { Tooltip as Base } from '@base-ui/react/tooltip'
import type { ReactNode } from 'react'

export interface TooltipPopupProps {
  anchor: Element
  content: ReactNode
  side: 'top' | 'bottom' | 'left' | 'right'
  /** Escape, or a click elsewhere. */
  onDismiss: () => void
  onPointerEnter: () => void
  onPointerLeave: () => void
}

export function TooltipPopup({ anchor, content, side, onDismiss, ...pointer }: TooltipPopupProps) {
  return (
    <Base.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onDismiss()
      }}
    >
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            {...pointer}
            className="max-w-80 rounded-md border border-line bg-raised px-2 py-1.5 text-ink text-xs shadow-sm data-starting-style:opacity-0 transition-opacity"
          >
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
