'use client'

import { Button as Base } from '@base-ui/react/button'
import { cva, type VariantProps } from 'class-variance-authority'
import { LoaderCircle } from 'lucide-react'
import { type ComponentProps, useId } from 'react'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

export const buttonStyle = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors select-none aria-disabled:cursor-not-allowed [&_svg]:size-3.5 [&_svg]:shrink-0',
  {
    variants: {
      variant: {
        primary:
          'border-transparent bg-accent text-on-accent hover:bg-accent-strong aria-disabled:bg-hover aria-disabled:text-faint aria-disabled:border-line',
        secondary:
          'border-line bg-raised text-ink hover:bg-hover hover:border-line-strong aria-disabled:bg-transparent aria-disabled:text-faint aria-disabled:hover:border-line',
        ghost:
          'border-transparent bg-transparent text-muted hover:bg-hover hover:text-ink aria-disabled:bg-transparent aria-disabled:text-faint',
        danger:
          'border-transparent bg-danger-fill text-on-danger hover:brightness-110 aria-disabled:bg-hover aria-disabled:text-faint aria-disabled:border-line aria-disabled:hover:brightness-100',
        'danger-quiet':
          'border-line bg-raised text-danger hover:bg-danger-wash hover:border-danger-line aria-disabled:bg-transparent aria-disabled:text-faint aria-disabled:hover:border-line',
      },
      size: {
        sm: 'h-6 px-2 text-xs',
        md: 'h-8 px-3 text-sm',
        lg: 'h-9 px-4 text-base',
      },
    },
    defaultVariants: { variant: 'secondary', size: 'md' },
  },
)

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
  const button = (
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
  )
  if (!disabledReason) return button
  return (
    <>
      <Tooltip content={disabledReason}>{button}</Tooltip>
      <span id={reasonId} className="sr-only">
        {disabledReason}
      </span>
    </>
  )
}
