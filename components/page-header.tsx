import type { ReactNode } from 'react'

export interface PageHeaderProps {
  title: ReactNode
  /** Facts or one sentence under the title. */
  children?: ReactNode
  actions?: ReactNode
  /** TabLinks; they stand on the header's lower edge. */
  tabs?: ReactNode
}

/** The head of a page, with its one h1. */
export function PageHeader({ title, children, actions, tabs }: PageHeaderProps) {
  return (
    <div className={tabs ? 'border-b px-4 pt-4 sm:px-6' : 'px-4 pt-4 pb-3 sm:px-6'}>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1">
          <h1 className="font-semibold text-xl tracking-tight [overflow-wrap:anywhere]">{title}</h1>
          {children}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {tabs ? <div className="mt-3">{tabs}</div> : null}
    </div>
  )
}
