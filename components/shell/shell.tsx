'use client'

import type { AccountInfo } from '@azure/msal-browser'
import { Menu as MenuIcon, X } from 'lucide-react'
import Link from 'next/link'
import { type ReactNode, useState } from 'react'
import { dismissSessionNotices, type SignInFailure } from '../../lib/auth/session.ts'
import { pages } from '../../lib/routes.ts'
import { PaletteDoor } from '../palette/palette-door.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { AccountMenu } from './account-menu.tsx'
import { Breadcrumb } from './breadcrumb.tsx'
import { useClientConfig } from './client-config-context.tsx'
import { cloudNames } from './cloud-names.ts'
import { Mark } from './mark.tsx'
import { NavigationLinks } from './navigation-links.tsx'
import { ShellNotice } from './shell-notice.tsx'
import { ThemeMenu } from './theme-menu.tsx'

export interface ShellProps {
  account: AccountInfo
  hasInterruptedWrite: boolean
  /** A redirect that failed while somebody stayed signed in, for example a step-up that was cancelled. */
  failure: SignInFailure | null
  children: ReactNode
}

/** The frame of every page: navigation, where you are, who you are. */
export function Shell({ account, hasInterruptedWrite, failure, children }: ShellProps) {
  const { cloud, tenantId } = useClientConfig()
  const [isNavigationOpen, setIsNavigationOpen] = useState(false)
  return (
    <>
      <a
        href="#content"
        className="fixed top-1 left-1 z-50 -translate-y-20 rounded-md bg-accent px-3 py-1.5 text-on-accent focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="flex min-h-0 flex-1">
        <nav aria-label="Main" className="hidden w-48 shrink-0 flex-col border-r bg-surface md:flex">
          <Link href={pages.overview()} className="flex h-12 items-center gap-2 px-4 font-semibold text-base">
            <Mark className="size-5 text-accent" />
            Strongroom
          </Link>
          <NavigationLinks className="px-2 py-1" />
        </nav>
        <div className="flex min-w-0 flex-1 flex-col">
          <header className="flex h-12 shrink-0 items-center gap-2 border-b px-2 sm:px-5">
            <IconButton
              label={isNavigationOpen ? 'Close the navigation' : 'Open the navigation'}
              aria-expanded={isNavigationOpen}
              className="md:hidden"
              onClick={() => setIsNavigationOpen(!isNavigationOpen)}
            >
              {isNavigationOpen ? <X aria-hidden /> : <MenuIcon aria-hidden />}
            </IconButton>
            <Breadcrumb />
            <p className="hidden items-center gap-1.5 text-muted text-xs lg:flex">
              <span>{cloudNames[cloud]}</span>
              <span aria-hidden>·</span>
              <span title={tenantId}>
                tenant <span className="font-mono text-2xs">{tenantId.slice(0, 8)}</span>
              </span>
            </p>
            <PaletteDoor />
            <ThemeMenu />
            <AccountMenu account={account} />
          </header>
          {isNavigationOpen ? (
            <nav aria-label="Main" className="border-b bg-surface md:hidden">
              <NavigationLinks className="p-2" onFollow={() => setIsNavigationOpen(false)} />
            </nav>
          ) : null}
          {hasInterruptedWrite ? (
            <ShellNotice
              title="Your change was not made"
              actions={
                <Button size="sm" onClick={dismissSessionNotices}>
                  Understood
                </Button>
              }
            >
              Entra asked to see you again before it let the change through. It has now; please make the change once
              more.
            </ShellNotice>
          ) : null}
          {failure ? (
            <ShellNotice
              title="Entra did not finish the sign-in"
              actions={
                <Button size="sm" onClick={dismissSessionNotices}>
                  Dismiss
                </Button>
              }
            >
              You are still signed in as {account.username}. {failure.message} ({failure.code})
            </ShellNotice>
          ) : null}
          <main id="content" tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-auto outline-none">
            {children}
          </main>
        </div>
      </div>
    </>
  )
}
