'use client'

import { Input as Base } from '@base-ui/react/input'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'

export const controlStyle =
  'w-full min-w-0 rounded-md border border-line-strong bg-canvas text-ink text-sm placeholder:text-faint transition-colors hover:border-muted focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 data-invalid:border-danger aria-invalid:border-danger disabled:text-faint'

export interface InputProps extends Omit<ComponentProps<typeof Base>, 'className'> {
  className?: string
  /** For names, ids and other text that is read letter by letter. */
  isMono?: boolean
}

export function Input({ className, isMono, ...props }: InputProps) {
  return (
    <Base
      autoComplete="off"
      spellCheck={false}
      {...props}
      className={classNames(controlStyle, 'h-8 px-2.5', isMono && 'font-mono', className)}
    />
  )
}
