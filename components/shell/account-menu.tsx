'use client'

import type { AccountInfo } from '@azure/msal-browser'
import { ChevronDown, LogOut, UserRoundCog } from 'lucide-react'
import { signOut, switchAccount } from '../../lib/auth/sign-in.ts'
import { destroyQueryClients } from '../../lib/queries/query-client.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Popover } from '../ui/popover.tsx'
import { clearToasts, prepareToasts, showToast } from '../ui/toast.tsx'
import { useClientConfig } from './client-config-context.tsx'
import { cloudNames } from './cloud-names.ts'

/** Nothing of the person who leaves stays in memory, even if the next page never comes. */
function leave(go: () => Promise<void>) {
  destroyQueryClients()
  clearToasts()
  go().catch(() => {
    showToast({
      tone: 'danger',
      title: 'Entra could not be reached',
      description: 'You are still signed in. Check your connection and try again.',
    })
  })
}

export function AccountMenu({ account }: { account: AccountInfo }) {
  const { cloud } = useClientConfig()
  const name = account.name ?? account.username
  return (
    <Popover
      label="Account"
      align="end"
      className="w-80"
      trigger={
        // Leaving may fail for want of a network, and then nothing could be loaded to say so.
        <Button variant="ghost" aria-label={`Account: ${name}`} onPointerEnter={prepareToasts} onFocus={prepareToasts}>
          <span className="max-w-40 truncate">{name}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <div className="flex flex-col gap-2 px-2 pt-1 pb-2">
        <div>
          <p className="font-medium">{name}</p>
          <p className="font-mono text-muted text-xs [overflow-wrap:anywhere]">{account.username}</p>
        </div>
        <dl className="text-xs">
          <dt className="text-faint">Cloud</dt>
          <dd>{cloudNames[cloud]}</dd>
          <dt className="mt-1.5 text-faint">Tenant</dt>
          <dd className="flex items-center justify-between gap-1 font-mono text-2xs">
            <span className="min-w-0 truncate">{account.tenantId}</span>
            <CopyButton text={account.tenantId} what="tenant id" />
          </dd>
        </dl>
      </div>
      <div className="-mx-1 flex flex-col border-t px-1 pt-1">
        <Button variant="ghost" className="justify-start px-2 text-ink" onClick={() => leave(switchAccount)}>
          <UserRoundCog aria-hidden />
          Switch account
        </Button>
        <Button variant="ghost" className="justify-start px-2 text-ink" onClick={() => leave(signOut)}>
          <LogOut aria-hidden />
          Sign out
        </Button>
      </div>
    </Popover>
  )
}
