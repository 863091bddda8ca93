'use client'

import type { VariantProps } from 'class-variance-authority'
import { LoaderCircle } from 'lucide-react'
import { type ComponentProps, type MouseEvent, useId } from 'react'
import { buttonStyle } from './button-style.ts'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'disabled'>, VariantProps<typeof buttonStyle> {
  /**
   * Why the button cannot be used, as a sentence. The only way to disable one: whoever may not do a thing is told why.
   * The button stays focusable, so that the reason can be read by keyboard and screen reader too.
   */
  disabledReason?: string | false | null | undefined
  /** True while its action runs: shows a spinner and takes no further click. */
  isLoading?: boolean
}

/**
 * What takes every use from a button but focus. The `disabled` attribute would take that too, and with it the reason. A
 * click is stopped rather than ignored, since Enter in a form clicks its submit button.
 */
const inert: ComponentProps<'button'> = {
  onClick: (event: MouseEvent) => {
    event.preventDefault()
    event.stopPropagation()
  },
  onMouseDown: undefined,
  onPointerDown: undefined,
  onKeyDown: undefined,
  onKeyUp: undefined,
}

export function Button({ variant, size, className, disabledReason, isLoading, children, ...props }: ButtonProps) {
  const reasonId = useId()
  const isDisabled = Boolean(disabledReason) || Boolean(isLoading)
  return (
    <>
      <Tooltip content={disabledReason}>
        <button
          type="button"
          {...props}
          {...(isDisabled && inert)}
          aria-disabled={isDisabled}
          aria-busy={isLoading || undefined}
          aria-describedby={disabledReason ? reasonId : props['aria-describedby']}
          className={classNames(buttonStyle({ variant, size }), className)}
        >
          {isLoading ? <LoaderCircle className="animate-spin" aria-hidden /> : null}
          {children}
        </button>
      </Tooltip>
      {disabledReason ? (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      ) : null}
    </>
  )
}
