'use client'

import { Input as Base } from '@base-ui/react/input'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { controlStyle } from './control-style.ts'

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
