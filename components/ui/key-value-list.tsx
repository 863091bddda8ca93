import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { CopyButton } from './copy-button.tsx'

export function KeyValueList({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={classNames('divide-y divide-line border-line border-y text-sm', className)}>{children}</dl>
}

export interface KeyValueProps {
  label: string
  children: ReactNode
  /** Adds a copy button for this text, and sets the value in mono. */
  copy?: string
}

/** One fact. Inside a KeyValueList. */
export function KeyValue({ label, children, copy }: KeyValueProps) {
  return (
    <div className="flex min-h-9 flex-col gap-x-4 py-1.5 sm:flex-row sm:items-center">
      <dt className="w-52 shrink-0 text-muted">{label}</dt>
      <dd className="flex min-w-0 flex-1 items-center gap-1">
        <span className={classNames('min-w-0 [overflow-wrap:anywhere]', copy && 'font-mono text-xs')}>{children}</span>
        {copy ? <CopyButton text={copy} what={label.toLowerCase()} /> : null}
      </dd>
    </div>
  )
}
