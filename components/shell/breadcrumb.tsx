'use client'

import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { pages } from '../../lib/routes.ts'
import { classNames } from '../ui/class-names.ts'

interface Crumb {
  label: string
  href: string
  isName?: boolean
}

/** Where a page lies, read off its address. */
function crumbsOf(pathname: string): Crumb[] {
  const [area, vaultName, tab, objectName] = pathname.split('/').filter(Boolean)
  if (area !== 'vaults') return []
  const crumbs: Crumb[] = [{ label: 'Vaults', href: pages.vaults() }]
  if (vaultName) crumbs.push({ label: vaultName, href: pages.vault(vaultName), isName: true })
  if (vaultName && tab === 'secrets') {
    crumbs.push({ label: 'Secrets', href: pages.secrets(vaultName) })
    if (objectName) crumbs.push({ label: objectName, href: pages.secret(vaultName, objectName), isName: true })
  }
  if (vaultName && tab === 'keys') {
    crumbs.push({ label: 'Keys', href: pages.keys(vaultName) })
    if (objectName) crumbs.push({ label: objectName, href: pages.key(vaultName, objectName), isName: true })
  }
  if (vaultName && tab === 'certificates') {
    crumbs.push({ label: 'Certificates', href: pages.certificates(vaultName) })
    if (objectName) crumbs.push({ label: objectName, href: pages.certificate(vaultName, objectName), isName: true })
  }
  return crumbs
}

export function Breadcrumb() {
  const crumbs = crumbsOf(usePathname())
  return (
    <nav aria-label="Breadcrumb" className="min-w-0 flex-1">
      <ol className="flex min-w-0 items-center gap-1">
        {crumbs.map((crumb, index) => {
          const isLast = index === crumbs.length - 1
          return (
            <li
              key={crumb.href}
              className={classNames('flex min-w-0 items-center gap-1', !isLast && 'hidden sm:flex', isLast && 'flex-1')}
            >
              {index > 0 ? <ChevronRight className="hidden size-3.5 shrink-0 text-faint sm:block" aria-hidden /> : null}
              <Link
                href={crumb.href}
                aria-current={isLast ? 'page' : undefined}
                className={classNames(
                  'truncate rounded-sm px-1 py-0.5',
                  isLast ? 'text-ink' : 'text-muted hover:text-ink',
                  crumb.isName && 'font-mono text-xs',
                )}
              >
                {crumb.label}
              </Link>
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
