import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** Something about the session itself, above whatever page is open. */
export function ShellNotice({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-warning-line border-b bg-warning-wash px-4 py-2 sm:px-6"
    >
      <TriangleAlert className="size-4 shrink-0 text-warning" aria-hidden />
      <p className="min-w-0 flex-1">
        <strong className="font-semibold">{title}.</strong> {children}
      </p>
      {actions}
    </div>
  )
}
