'use client'

import {
  CalendarClock,
  Gauge,
  Library,
  Network,
  ScrollText,
  SquareTerminal,
  Trash2,
  UserKey,
  Vault,
} from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { pages } from '../../lib/routes.ts'
import { classNames } from '../ui/class-names.ts'

const items = [
  { label: 'Overview', href: pages.overview(), icon: Gauge },
  { label: 'Vaults', href: pages.vaults(), icon: Vault },
  { label: 'Objects', href: pages.objects(), icon: Library },
  { label: 'Expiry', href: pages.expiry(), icon: CalendarClock },
  { label: 'Deleted', href: pages.deleted(), icon: Trash2 },
  { label: 'Access', href: pages.access(), icon: UserKey },
  { label: 'Audit', href: pages.audit(), icon: ScrollText },
  { label: 'Network', href: pages.network(), icon: Network },
  { label: 'KQL', href: pages.kql(), icon: SquareTerminal },
] as const

/** The areas of the console that exist. */
export function NavigationLinks({ className, onFollow }: { className?: string; onFollow?: () => void }) {
  const pathname = usePathname()
  return (
    <div className={classNames('flex flex-col gap-0.5', className)}>
      {items.map(({ label, href, icon: Icon }) => {
        const isCurrent = pathname === href || (href !== pages.overview() && pathname.startsWith(`${href}/`))
        return (
          <Link
            key={href}
            href={href}
            onClick={onFollow}
            aria-current={isCurrent ? (pathname === href ? 'page' : 'true') : undefined}
            className={classNames(
              'flex h-8 items-center gap-2 rounded-md px-2 transition-colors',
              isCurrent ? 'bg-selected font-medium text-ink' : 'text-muted hover:bg-hover hover:text-ink',
            )}
          >
            <Icon className={classNames('size-4', isCurrent && 'text-accent')} aria-hidden />
            {label}
          </Link>
        )
      })}
    </div>
  )
}
