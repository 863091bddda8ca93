'use client'

import { consentCommand } from '@/lib/domain/graph-consent.ts'
import { useClientConfig } from '../shell/client-config-context.tsx'
import { CodeBlock } from '../ui/code-block.tsx'
import { UnreadableParts } from '../unreadable-parts.tsx'
import type { AccessReading } from './use-access-reading.ts'

/** What a reading lacks, and how an administrator mends it where it is Microsoft Graph's consent. */
export function AccessNotices({ told: { reading } }: { told: AccessReading }) {
  const { clientId } = useClientConfig()
  const { problems, unread, vault } = reading
  const lacksGraph = unread.includes('names') || unread.includes('members')
  return (
    <>
      <UnreadableParts problems={problems} consequence="What is shown is true, and there may be more." />
      {lacksGraph ? (
        <details className="text-sm">
          <summary className="cursor-pointer text-muted">How an administrator lets Strongroom read names</summary>
          <div className="max-w-4xl pt-2">
            <CodeBlock code={consentCommand(clientId).text} what="consent command" />
          </div>
        </details>
      ) : null}
      <p className="text-muted text-xs">
        {vault.permissionModel === 'rbac'
          ? 'Roles decide who reaches the data of this vault. Access policies, if it has any, mean nothing.'
          : 'Access policies decide who reaches the data of this vault. Roles count for the vault itself alone.'}
      </p>
    </>
  )
}
