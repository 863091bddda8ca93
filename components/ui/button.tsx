'use client'

import { Button as Base } from '@base-ui/react/button'
import type { VariantProps } from 'class-variance-authority'
import { LoaderCircle } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
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

export function Button({ variant, size, className, disabledReason, isLoading, children, ...props }: ButtonProps) {
  const reasonId = useId()
  return (
    <>
      <Tooltip content={disabledReason}>
        <Base
          type="button"
          {...props}
          focusableWhenDisabled
          disabled={Boolean(disabledReason) || Boolean(isLoading)}
          aria-busy={isLoading || undefined}
          aria-describedby={disabledReason ? reasonId : props['aria-describedby']}
          className={classNames(buttonStyle({ variant, size }), className)}
        >
          {isLoading ? <LoaderCircle className="animate-spin" aria-hidden /> : null}
          {children}
        </Base>
      </Tooltip>
      {disabledReason ? (
        <span id={reasonId} className="sr-only">
          {disabledReason}
        </span>
      ) : null}
    </>
  )
}
