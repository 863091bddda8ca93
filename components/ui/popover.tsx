'use client'

import { type ComponentProps, cloneElement, type ReactElement, type ReactNode } from 'react'
import { type OnDemand, onDemand, useOpenedOnDemand } from './on-demand.ts'
import { withHandlers } from './with-handlers.ts'

const popup = onDemand(() => import('./popover-popup.tsx'))

export interface PopoverProps {
  /** The accessible name of what opens. */
  label: string
  /** The element that opens it, usually a Button. */
  trigger: ReactElement<ComponentProps<'button'>>
  children: ReactNode
  /** What `children` is drawn with, where that too is loaded on demand. */
  content?: OnDemand<unknown>
  align?: 'start' | 'end'
  className?: string
}

/** Opens beside its trigger and holds more than choices; for choices alone there is Menu. */
export function Popover({ content, ...props }: PopoverProps) {
  const { part, firstOpening, triggerProps } = useOpenedOnDemand(popup, content)
  if (part) return <part.Popover {...props} defaultOpen={firstOpening !== undefined} />
  return cloneElement(props.trigger, withHandlers(props.trigger.props, { 'aria-haspopup': 'dialog', ...triggerProps }))
}
