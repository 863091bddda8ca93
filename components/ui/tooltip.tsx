'use client'

import { type ComponentProps, cloneElement, type ReactElement, type ReactNode, useRef, useState } from 'react'
import { onDemand, useLoaded } from './on-demand.ts'
import type { TooltipPopupProps } from './tooltip-popup.tsx'
import { withHandlers } from './with-handlers.ts'

const popup = onDemand(() => import('./tooltip-popup.tsx'))

const hoverDelayMs = 600
/** Time to move the pointer onto the tooltip itself. */
const leaveDelayMs = 150

export interface TooltipProps {
  /**
   * Text only: a tooltip cannot be reached with a pointer on touch, so nothing may live in it alone. Without it there is
   * no tooltip, and the element stays the same one.
   */
  content: ReactNode
  /** One element that takes props. */
  children: ReactElement<ComponentProps<'button'>>
  side?: TooltipPopupProps['side']
}

/** Shows a short text on hover and on keyboard focus. */
export function Tooltip({ content, children, side = 'top' }: TooltipProps) {
  const [anchor, setAnchor] = useState<Element | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const part = useLoaded(popup)
  const change = (to: Element | null, delayMs: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setAnchor(to), delayMs)
  }
  const stay = () => clearTimeout(timer.current)
  const leave = () => change(null, leaveDelayMs)
  const hide = () => {
    stay()
    setAnchor(null)
  }
  const handlers: ComponentProps<'button'> = {
    onPointerEnter: ({ currentTarget, pointerType }) => {
      if (pointerType === 'touch') return
      popup.prepare()
      change(currentTarget, hoverDelayMs)
    },
    onPointerLeave: leave,
    onFocus: ({ currentTarget }) => {
      if (!currentTarget.matches(':focus-visible')) return
      popup.prepare()
      change(currentTarget, 0)
    },
    onBlur: hide,
  }
  return (
    <>
      {content ? cloneElement(children, withHandlers(children.props, handlers)) : children}
      {content && anchor && part ? (
        <part.TooltipPopup
          anchor={anchor}
          content={content}
          side={side}
          onDismiss={hide}
          onPointerEnter={stay}
          onPointerLeave={leave}
        />
      ) : null}
    </>
  )
}
