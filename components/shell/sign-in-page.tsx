'use client'

import { ArrowRight, CircleAlert } from 'lucide-react'
import { useState } from 'react'
import type { SignInFailure } from '../../lib/auth/session.ts'
import { signIn } from '../../lib/auth/sign-in.ts'
import type { SampleAccount } from '../../lib/domain/sample-account.ts'
import { Button } from '../ui/button.tsx'
import { useClientConfig } from './client-config-context.tsx'
import { cloudNames } from './cloud-names.ts'
import { Mark } from './mark.tsx'
import { ThemeMenu } from './theme-menu.tsx'

export interface SignInPageProps {
  failure: SignInFailure | null
  sampleAccounts: SampleAccount[]
}

export function SignInPage({ failure, sampleAccounts }: SignInPageProps) {
  const { cloud, tenantId } = useClientConfig()
  const [isLeaving, setIsLeaving] = useState(false)
  const [localFailure, setLocalFailure] = useState<SignInFailure | null>(null)
  const start = (hint?: string) => {
    setIsLeaving(true)
    signIn(hint).catch(() => {
      setIsLeaving(false)
      setLocalFailure({ code: 'unreachable', message: 'The sign-in page of your organisation could not be opened.' })
    })
  }
  const shown = localFailure ?? failure
  return (
    <div className="flex flex-1 flex-col overflow-y-auto">
      <div className="flex justify-end p-3">
        <ThemeMenu />
      </div>
      <main className="mx-auto flex w-full max-w-xl flex-col gap-6 px-6 pt-[7dvh] pb-12">
        <div className="flex items-center gap-2.5">
          <Mark className="size-7 text-accent" />
          <h1 className="font-semibold text-2xl tracking-tight">Strongroom</h1>
        </div>
        <div className="flex flex-col gap-1 text-base text-muted">
          <p className="text-ink">Every Azure Key Vault you can see, over all subscriptions, in one console.</p>
          <p>Find a secret, look at its versions, and roll it back in seconds.</p>
          <p>It acts as you, with your rights alone, and keeps no copy of a secret.</p>
        </div>
        {shown ? <Failure failure={shown} /> : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button variant="primary" size="lg" isLoading={isLeaving} onClick={() => start()}>
            Sign in with Microsoft Entra
          </Button>
        </div>
        {sampleAccounts.length > 0 ? <SampleAccounts accounts={sampleAccounts} onChoose={start} /> : null}
        <p className="text-faint text-xs">
          {cloudNames[cloud]} · tenant <span className="font-mono">{tenantId}</span>
        </p>
      </main>
    </div>
  )
}

function Failure({ failure }: { failure: SignInFailure }) {
  return (
    <div role="alert" className="flex gap-2.5 rounded-md border border-danger-line bg-danger-wash px-3 py-2.5">
      <CircleAlert className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
      <div className="min-w-0">
        <p className="font-semibold">You are not signed in</p>
        <p className="[overflow-wrap:anywhere]">{failure.message}</p>
        <p className="mt-1 font-mono text-2xs text-muted [overflow-wrap:anywhere]">
          {failure.code}
          {failure.correlationId ? ` · correlation id ${failure.correlationId}` : ''}
        </p>
      </div>
    </div>
  )
}

function SampleAccounts({ accounts, onChoose }: { accounts: SampleAccount[]; onChoose: (hint: string) => void }) {
  return (
    <section aria-labelledby="sample-accounts" className="flex flex-col gap-2">
      <h2 id="sample-accounts" className="font-medium text-muted text-xs">
        Or look around as one of the sample accounts
      </h2>
      <ul className="divide-y divide-line overflow-hidden rounded-lg border">
        {accounts.map(({ account, displayName, summary }) => (
          <li key={account}>
            <button
              type="button"
              onClick={() => onChoose(account)}
              className="group flex w-full items-center gap-3 bg-raised px-3 py-2 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="min-w-0 flex-1">
                <span className="flex flex-wrap items-baseline gap-x-2">
                  <span className="font-medium">{displayName}</span>
                  <span className="font-mono text-2xs text-muted">{account}</span>
                </span>
                <span className="block text-muted text-xs">{summary}</span>
              </span>
              <ArrowRight className="size-4 shrink-0 text-faint group-hover:text-ink" aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
