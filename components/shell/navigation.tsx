'use client'

import { Vault } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { pages } from '../../lib/routes.ts'
import { classNames } from '../ui/class-names.ts'

const items = [{ label: 'Vaults', href: pages.vaults(), icon: Vault }] as const

/** The areas of the console that exist. */
export function Navigation({ className }: { className?: string }) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className={className}>
      {items.map(({ label, href, icon: Icon }) => {
        const isCurrent = pathname === href || pathname.startsWith(`${href}/`)
        return (
          <Link
            key={href}
            href={href}
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
    </nav>
  )
}
