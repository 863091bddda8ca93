'use client'

import { Dialog as Base } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'

const width = { sm: 'sm:max-w-md', md: 'sm:max-w-xl', lg: 'sm:max-w-3xl' } as const

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  /** One or two sentences under the title; read out when the dialog opens. */
  description?: ReactNode
  children: ReactNode
  /** Buttons, the one that acts last. */
  footer?: ReactNode
  size?: keyof typeof width
  /** False while something runs that must not be left unseen: Escape, the close button and a click outside do nothing. */
  isDismissible?: boolean
  /** What has the focus first; else the first control in the dialog, which is its close button. */
  initialFocus?: RefObject<HTMLElement | null>
}

/** A modal dialog: focus goes in, stays in, and returns to where it was. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = 'md',
  isDismissible = true,
  initialFocus,
}: DialogProps) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (next || isDismissible) onOpenChange(next)
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-backdrop transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          {...(initialFocus && { initialFocus })}
          className={classNames(
            'fixed inset-x-0 bottom-0 z-40 mx-auto flex max-h-[92dvh] w-full flex-col rounded-t-lg border border-line bg-raised shadow-sm outline-none transition-opacity sm:inset-x-4 sm:top-[10dvh] sm:bottom-auto sm:max-h-[80dvh] sm:w-auto sm:rounded-lg data-ending-style:opacity-0 data-starting-style:opacity-0',
            width[size],
          )}
        >
          <header className="flex items-start gap-3 border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <Base.Title className="font-semibold text-base text-ink">{title}</Base.Title>
              {description ? (
                <Base.Description className="mt-0.5 text-muted text-sm">{description}</Base.Description>
              ) : null}
            </div>
            {isDismissible ? (
              <Base.Close
                render={
                  <IconButton label="Close" size="sm">
                    <X aria-hidden />
                  </IconButton>
                }
              />
            ) : null}
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4">{children}</div>
          {footer ? (
            <footer className="flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3">{footer}</footer>
          ) : null}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
