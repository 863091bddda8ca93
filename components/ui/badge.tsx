import { cva, type VariantProps } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

const badgeStyle = cva(
  'inline-flex h-5 max-w-full items-center gap-1 rounded-sm border px-1.5 text-xs whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        neutral: 'border-line bg-surface text-muted',
        danger: 'border-danger-line bg-danger-wash text-danger',
        warning: 'border-warning-line bg-warning-wash text-warning',
        ok: 'border-ok-line bg-ok-wash text-ok',
        info: 'border-info-line bg-info-wash text-info',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

export interface BadgeProps extends VariantProps<typeof badgeStyle> {
  /** Colour never stands alone: give an icon beside the word where a tone is set. */
  icon?: ReactNode
  children: ReactNode
  className?: string
}

/** A short state or fact, in a word. */
export function Badge({ tone, icon, children, className }: BadgeProps) {
  return (
    <span className={classNames(badgeStyle({ tone }), className)}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  )
}
