'use client'

import { Button, type ButtonProps } from './button.tsx'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

export interface IconButtonProps extends Omit<ButtonProps, 'aria-label'> {
  /** What it does: the accessible name, and the tooltip unless the button is disabled. */
  label: string
}

/** A square button with an icon alone; at least 24 px so that it can be hit. */
export function IconButton({ label, variant = 'ghost', size = 'md', className, ...props }: IconButtonProps) {
  return (
    <Tooltip content={props.disabledReason ? null : label}>
      <Button
        {...props}
        aria-label={label}
        variant={variant}
        size={size}
        className={classNames('px-0', size === 'sm' ? 'w-6' : size === 'lg' ? 'w-9' : 'w-8', className)}
      />
    </Tooltip>
  )
}
