'use client'

import { Field } from '@base-ui/react/field'
import type { ComponentProps } from 'react'
import { classNames } from './class-names.ts'
import { controlStyle } from './control-style.ts'

export interface TextareaProps extends ComponentProps<'textarea'> {
  isMono?: boolean
}

export function Textarea({ className, isMono, ...props }: TextareaProps) {
  return (
    <Field.Control
      render={
        <textarea
          autoComplete="off"
          spellCheck={false}
          rows={5}
          {...props}
          className={classNames(controlStyle, 'px-2.5 py-1.5', isMono && 'font-mono', className)}
        />
      }
    />
  )
}
