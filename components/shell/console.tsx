'use client'

import { MsalProvider, useAccount } from '@azure/msal-react'
import { QueryClientProvider } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react'
import { type ReadySession, sessionStore } from '../../lib/auth/session.ts'
import type { ClientConfig } from '../../lib/domain/client-config.ts'
import type { SampleAccount } from '../../lib/domain/sample-account.ts'
import { queryClientFor } from '../../lib/queries/query-client.ts'
import { lazily } from '../lazily.tsx'
import { ClientConfigContext } from './client-config-context.tsx'
import { EmulatedBanner } from './emulated-banner.tsx'
import { InsecureOrigin } from './insecure-origin.tsx'
import { Shell } from './shell.tsx'
import { StartFailure } from './start-failure.tsx'
import { Starting } from './starting.tsx'

/** Who is signed in already, which is nearly everybody, never sees it. */
const SignInPage = lazily(() => import('./sign-in-page.tsx').then((part) => part.SignInPage))

export interface ConsoleProps {
  config: ClientConfig
  /** People to sign in as; only the emulator has any. */
  sampleAccounts: SampleAccount[]
  children: ReactNode
}

/** Decides what a visitor sees: the page they asked for once they are signed in, else the way in. */
export function Console({ config, sampleAccounts, children }: ConsoleProps) {
  const [store] = useState(() => sessionStore(config))
  const session = useSyncExternalStore(store.subscribe, store.getState, store.getServerState)
  return (
    <ClientConfigContext value={config}>
      <div className="flex h-dvh flex-col">
        {config.cloud === 'emulator' ? <EmulatedBanner /> : null}
        {session.status === 'starting' ? <Starting /> : null}
        {session.status === 'insecure' ? <InsecureOrigin /> : null}
        {session.status === 'failed' ? <StartFailure hasStorage={session.hasStorage} /> : null}
        {session.status === 'ready' ? (
          <MsalProvider instance={session.application}>
            <Door session={session} sampleAccounts={sampleAccounts}>
              {children}
            </Door>
          </MsalProvider>
        ) : null}
      </div>
    </ClientConfigContext>
  )
}

interface DoorProps {
  session: ReadySession
  sampleAccounts: SampleAccount[]
  children: ReactNode
}

function Door({ session, sampleAccounts, children }: DoorProps) {
  const account = useAccount() ?? session.account
  const router = useRouter()
  const { returnTo } = session
  // The one page that is not its own address: Entra's answer is taken, now the page that was asked for is opened.
  useEffect(() => {
    if (returnTo) router.replace(returnTo)
  }, [returnTo, router])

  if (!account) return <SignInPage failure={session.failure} sampleAccounts={sampleAccounts} />
  return (
    <QueryClientProvider client={queryClientFor(account.homeAccountId)}>
      <Shell account={account} hasInterruptedWrite={session.hasInterruptedWrite} failure={session.failure}>
        {children}
      </Shell>
    </QueryClientProvider>
  )
}
