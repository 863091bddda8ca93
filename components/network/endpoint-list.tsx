'use client'

import { CircleCheck, CircleDashed, CircleX, Unplug } from 'lucide-react'
import { useState } from 'react'
import { decisionCommands } from '@/lib/domain/network-commands.ts'
import type { EndpointStatus, NetworkSettings } from '@/lib/domain/network-settings.ts'
import { endpointWords } from '@/lib/domain/network-words.ts'
import type { VaultNetwork } from '@/lib/domain/vault-network.ts'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'
import type { EndpointDeed } from './endpoint-dialog.tsx'

const EndpointDialog = lazily(() => import('./endpoint-dialog.tsx').then((part) => part.EndpointDialog))

const icons: Record<EndpointStatus, { icon: typeof CircleCheck; tone: string }> = {
  Approved: { icon: CircleCheck, tone: 'text-ok' },
  Pending: { icon: CircleDashed, tone: 'text-warning' },
  Rejected: { icon: CircleX, tone: 'text-danger' },
  Disconnected: { icon: Unplug, tone: 'text-muted' },
}

/** Private endpoint connections with their state, and what can be decided about each. */
export function EndpointList({ vaultName, network }: { vaultName: string; network: VaultNetwork }) {
  const [asked, setAsked] = useState<{ deed: EndpointDeed; connection: string } | null>(null)
  const { endpointConnections } = network.settings
  const vault = { name: vaultName, ...network }
  return (
    <section aria-labelledby="endpoints">
      <h2 id="endpoints" className="pb-2 font-semibold text-base">
        Private endpoint connections
      </h2>
      {endpointConnections.length === 0 ? (
        <p className="text-muted">None: nothing reaches this vault by a private endpoint.</p>
      ) : (
        <ul className="divide-y divide-line border-y">
          {endpointConnections.map((connection) => (
            <Connection
              key={connection.name}
              connection={connection}
              right={network.rights.decide}
              onAsk={(deed) => setAsked({ deed, connection: connection.name })}
            />
          ))}
        </ul>
      )}
      {asked ? (
        <EndpointDialog
          vaultName={vaultName}
          connection={asked.connection}
          deed={asked.deed}
          commands={asked.deed === 'remove' ? [] : decisionCommands(vault, asked.connection, asked.deed)}
          onClose={() => setAsked(null)}
        />
      ) : null}
    </section>
  )
}

interface ConnectionProps {
  connection: NetworkSettings['endpointConnections'][number]
  right: VaultNetwork['rights']['decide']
  onAsk: (deed: EndpointDeed) => void
}

function Connection({ connection: { name, status, privateEndpointId, description }, right, onAsk }: ConnectionProps) {
  const { icon: Icon, tone } = icons[status]
  const noRight =
    right === 'no' && 'You have no role that decides private endpoint connections, such as Key Vault Contributor.'
  const button = (deed: EndpointDeed, label: string, reason: string | false) => (
    <Button
      size="sm"
      aria-label={`${label} ${name}`}
      disabledReason={noRight || reason}
      {...EndpointDialog.onIntent}
      onClick={() => onAsk(deed)}
    >
      {label}
    </Button>
  )
  const isGone = status === 'Disconnected' && 'Its endpoint is gone: it can only be removed.'
  return (
    <li className="flex flex-wrap items-start gap-2 py-2">
      <Icon className={`mt-0.5 size-4 shrink-0 ${tone}`} aria-hidden />
      <div className="min-w-48 flex-1">
        <p className="font-mono text-xs">{name}</p>
        <p>{endpointWords[status]}</p>
        {description ? <p className="text-muted text-xs">“{description}”</p> : null}
        <p className="font-mono text-2xs text-muted [overflow-wrap:anywhere]">{privateEndpointId}</p>
      </div>
      <div className="flex gap-1.5">
        {button('Approved', 'Approve', isGone || (status === 'Approved' && 'It is approved already.'))}
        {button('Rejected', 'Reject', isGone || (status === 'Rejected' && 'It is rejected already.'))}
        {button('remove', 'Remove', false)}
      </div>
    </li>
  )
}
