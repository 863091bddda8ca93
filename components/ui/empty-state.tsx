import type { ReactNode } from 'react'

export interface EmptyStateProps {
  icon?: ReactNode
  title: string
  /** Why there is nothing, and what to do about it. */
  children?: ReactNode
  actions?: ReactNode
}

export function EmptyState({ icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col items-start gap-3 px-4 py-12 sm:py-16">
      {icon ? <div className="text-faint [&_svg]:size-6">{icon}</div> : null}
      <h2 className="font-semibold text-lg">{title}</h2>
      {children ? <div className="flex w-full min-w-0 flex-col gap-3 text-muted text-sm">{children}</div> : null}
      {actions ? <div className="mt-1 flex flex-wrap gap-2">{actions}</div> : null}
    </div>
  )
}
