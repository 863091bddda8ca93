'use client'

import { useAccount } from '@azure/msal-react'
import { Vault } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { OpenByName } from './open-by-name.tsx'

/** For somebody to whom Azure lists no vault: why, how to go on at once, and what to ask for. */
export function NoVaults({ isPartial, onRetry }: { isPartial: boolean; onRetry: () => void }) {
  const account = useAccount()
  const command = [
    'az role assignment create --role "Key Vault Reader"',
    `  --assignee ${account?.username ?? '<your user name>'}`,
    '  --scope /subscriptions/<subscription id>/resourceGroups/<group>/providers/Microsoft.KeyVault/vaults/<vault>',
  ].join(' \\\n')
  return (
    <EmptyState
      icon={<Vault aria-hidden />}
      title="Azure lists no vault to you"
      actions={<Button onClick={onRetry}>Load the list again</Button>}
    >
      <p>
        {isPartial
          ? 'The subscriptions that could be read hold no vault that you may see. Those named above could not be read.'
          : 'No role of yours shows a vault in any subscription. A list is made of the vaults that you may see, so it is empty.'}
      </p>
      <div className="my-1 rounded-lg border p-4 text-ink">
        <h3 className="pb-1 font-semibold">If you know a vault’s name</h3>
        <p className="pb-3 text-muted">
          You may still hold rights on its secrets. Many on-call engineers do, and no list shows it.
        </p>
        <OpenByName />
      </div>
      <h3 className="font-semibold text-ink">If you should see vaults here</h3>
      <p>
        Ask for the role <strong className="font-medium text-ink">Key Vault Reader</strong> on a vault, a resource group
        or a subscription. It shows vaults and the names of what is in them, and no secret’s value. Whoever owns the
        vault can run:
      </p>
      <CodeBlock code={command} what="command" />
      <p>A new role can take up to ten minutes to work.</p>
    </EmptyState>
  )
}
