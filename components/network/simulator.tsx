'use client'

import { CircleCheck, CircleX } from 'lucide-react'
import { useState } from 'react'
import { ipv4RangeOf, reservedRangeOf } from '@/lib/domain/ipv4.ts'
import { type NetworkCaller, networkVerdict } from '@/lib/domain/network-exposure.ts'
import { mistakeOfSubnet } from '@/lib/domain/network-rules.ts'
import type { NetworkSettings } from '@/lib/domain/network-settings.ts'
import { azureServices, verdictSentence } from '@/lib/domain/network-words.ts'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'

type Kind = NetworkCaller['kind']

const kinds: { value: Kind; label: string }[] = [
  { value: 'address', label: 'An address' },
  { value: 'subnet', label: 'A subnet' },
  { value: 'privateEndpoint', label: 'A private endpoint' },
  { value: 'service', label: 'A service of Azure' },
]

/** Somebody calls: would the network let them in, and by which rule? Worked out here, nothing is called. */
export function Simulator({ settings }: { settings: NetworkSettings }) {
  const [kind, setKind] = useState<Kind>('address')
  const [address, setAddress] = useState('')
  const [subnetId, setSubnetId] = useState('')
  const [connection, setConnection] = useState(settings.endpointConnections[0]?.name ?? '')
  const [service, setService] = useState(azureServices[0]?.name ?? '')
  const connections = settings.endpointConnections.map(({ name }) => ({ value: name, label: name }))
  const chosen = azureServices.find(({ name }) => name === service)
  const asked: { caller?: NetworkCaller | undefined; mistake?: string | null } = {
    address: {
      caller: address.trim() ? { kind: 'address' as const, address: address.trim() } : undefined,
      mistake: mistakeOfCaller(address),
    },
    subnet: {
      caller: subnetId.trim() ? { kind: 'subnet' as const, subnetId: subnetId.trim() } : undefined,
      mistake: subnetId.trim() ? mistakeOfSubnet(subnetId) : null,
    },
    privateEndpoint: { caller: connection ? { kind: 'privateEndpoint' as const, connection } : undefined },
    service: { caller: { kind: 'service' as const, isTrusted: chosen?.isTrusted ?? false } },
  }[kind]
  return (
    <section aria-labelledby="simulator" className="flex flex-col gap-3">
      <h2 id="simulator" className="font-semibold text-base">
        Who would get in?
      </h2>
      <Field label="Caller">
        <Select value={kind} onValueChange={setKind} items={kinds} />
      </Field>
      {kind === 'address' ? (
        <Field label="Address" hint="As Key Vault sees it: a public IPv4 address." error={asked.mistake ?? undefined}>
          <Input
            isMono
            value={address}
            placeholder="198.51.100.7"
            onChange={(event) => setAddress(event.target.value)}
          />
        </Field>
      ) : null}
      {kind === 'subnet' ? (
        <Field
          label="Resource id of the subnet"
          hint="With a service endpoint for Microsoft.KeyVault."
          error={asked.mistake ?? undefined}
        >
          <Input isMono value={subnetId} onChange={(event) => setSubnetId(event.target.value)} />
        </Field>
      ) : null}
      {kind === 'privateEndpoint' && connections.length > 0 ? (
        <Field label="Connection">
          <Select value={connection} onValueChange={setConnection} items={connections} />
        </Field>
      ) : null}
      {kind === 'privateEndpoint' && connections.length === 0 ? (
        <p className="text-muted">This vault has no private endpoint connection, so nothing can come in by one.</p>
      ) : null}
      {kind === 'service' ? (
        <Field label="Service" hint={chosen?.note}>
          <Select
            value={service}
            onValueChange={setService}
            items={azureServices.map(({ name, isTrusted }) => ({
              value: name,
              label: `${name} (${isTrusted ? 'trusted' : 'not trusted'})`,
            }))}
          />
        </Field>
      ) : null}
      <output aria-live="polite">
        {asked.caller && !asked.mistake ? <Verdict settings={settings} caller={asked.caller} /> : null}
      </output>
      <p className="text-muted text-xs">
        The network comes first; who gets in still needs a role or a policy. The firewall is for secrets, keys and
        certificates alone: it does not keep anybody from the vault’s settings.
      </p>
    </section>
  )
}

function Verdict({ settings, caller }: { settings: NetworkSettings; caller: NetworkCaller }) {
  const verdict = networkVerdict(settings, caller)
  const [Icon, tone, word] = verdict.isAllowed
    ? ([CircleCheck, 'text-ok', 'Allowed'] as const)
    : ([CircleX, 'text-danger', 'Refused'] as const)
  return (
    <span className="flex items-start gap-2 rounded-md border px-3 py-2">
      <Icon className={`mt-0.5 size-4 shrink-0 ${tone}`} aria-hidden />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <strong className={`font-medium ${tone}`}>{word}.</strong> {verdictSentence(verdict)}
      </span>
    </span>
  )
}

/** An IPv6 caller is possible, and matches no rule; a private address is what Key Vault never sees. */
function mistakeOfCaller(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.includes(':')) return null
  const range = ipv4RangeOf(trimmed)
  if (range?.prefix !== 32) return 'Give one address, such as 198.51.100.7.'
  const reserved = reservedRangeOf(range)
  return reserved
    ? `${trimmed} lies in ${reserved.what}: Key Vault sees the public address that the network goes out by, a subnet or a private endpoint.`
    : null
}
