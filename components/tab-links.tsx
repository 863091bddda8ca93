'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { classNames } from './ui/class-names.ts'

export interface TabLink {
  label: string
  href: string
  /** True when every address below `href` belongs to the tab; else the address must be equal. */
  includesChildren?: boolean
}

/** Tabs as links: each has its own address, so that it can be shared, opened in a new tab and walked back to. */
export function TabLinks({ label, tabs }: { label: string; tabs: readonly TabLink[] }) {
  const pathname = usePathname()
  return (
    <nav aria-label={label} className="-mb-px flex gap-4 overflow-x-auto">
      {tabs.map((tab) => {
        const isCurrent = pathname === tab.href || (tab.includesChildren && pathname.startsWith(`${tab.href}/`))
        return (
          <Link
            key={tab.href}
            href={tab.href}
            aria-current={isCurrent ? 'page' : undefined}
            className={classNames(
              'flex h-9 items-center border-b-2 text-sm whitespace-nowrap transition-colors focus-visible:-outline-offset-2',
              isCurrent
                ? 'border-accent font-medium text-ink'
                : 'border-transparent text-muted hover:border-line-strong hover:text-ink',
            )}
          >
            {tab.label}
          </Link>
        )
      })}
    </nav>
  )
}
