'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { keyVaultActions } from '@/lib/domain/key-vault-action.ts'
import type { Principal } from '@/lib/domain/principal.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { PrincipalPicker } from './principal-picker.tsx'
import { useNamedPrincipal } from './use-named-principal.ts'
import type { WhyQuestion } from './use-why-question.ts'

const wholeVault = 'vault'
const placeItems = [
  { value: wholeVault, label: 'The whole vault' },
  { value: 'secrets', label: 'A secret' },
  { value: 'keys', label: 'A key' },
  { value: 'certificates', label: 'A certificate' },
]

export interface WhyFormProps {
  question: WhyQuestion
  typedVault: string
  onAsk: (next: { vault: string; object: string; action: string; principal: string }) => void
}

/** What to ask about. Mount it anew for another question: it holds what was typed and not yet asked. */
export function WhyForm({ question, typedVault, onAsk }: WhyFormProps) {
  const [vault, setVault] = useState(typedVault)
  const [place, name = ''] = question.object?.split('/') ?? [wholeVault]
  const [kind, setKind] = useState(place ?? wholeVault)
  const [objectName, setObjectName] = useState(name)
  const [action, setAction] = useState(question.action)
  const named = useNamedPrincipal(question.principal)
  const [picked, setPrincipal] = useState<Principal | null | undefined>(undefined)
  const principal = picked === undefined ? named : picked
  const { data } = useQuery(vaultQueries.list())
  const actions = keyVaultActions.filter(
    ({ collection }) => kind === wholeVault || collection === kind || collection === undefined,
  )
  const isListed = actions.some((one) => one.action === action)
  const ask = () =>
    onAsk({
      vault: vault.trim().toLowerCase(),
      object: kind === wholeVault || !objectName.trim() ? '' : `${kind}/${objectName.trim()}`,
      action,
      principal: principal?.id ?? '',
    })
  return (
    <form
      aria-label="Question"
      onSubmit={(event) => {
        event.preventDefault()
        ask()
      }}
      className="grid gap-3 border-b px-4 pb-4 sm:grid-cols-2 sm:px-6 lg:grid-cols-[1.2fr_1.2fr_0.8fr_1.2fr_1.6fr_auto]"
    >
      <PrincipalPicker label="Who" placeholder="You, or search by name" chosen={principal} onChoose={setPrincipal} />
      <Field label="Vault">
        <Input isMono list="why-vaults" value={vault} onChange={(event) => setVault(event.target.value)} />
      </Field>
      <datalist id="why-vaults">
        {data?.items.map(({ name: one }) => (
          <option key={one} value={one} />
        ))}
      </datalist>
      <Field label="What of it">
        <Select
          value={kind}
          onValueChange={(next) => {
            setKind(next)
            const first = keyVaultActions.find(({ collection }) => collection === next)
            const fits = keyVaultActions.some((one) => one.action === action && one.collection === next)
            if (first && !fits) setAction(next === 'secrets' ? valueOfSecrets : first.action)
          }}
          items={placeItems}
        />
      </Field>
      <Field label="Name">
        <Input
          isMono
          value={kind === wholeVault ? '' : objectName}
          placeholder={kind === wholeVault ? 'every object' : 'name'}
          readOnly={kind === wholeVault}
          onChange={(event) => setObjectName(event.target.value)}
        />
      </Field>
      <Field label="To do what">
        <Select
          value={action}
          onValueChange={setAction}
          items={[
            ...(isListed ? [] : [{ value: action, label: action }]),
            ...actions.map((one) => ({ value: one.action, label: capital(one.words) })),
          ]}
        />
      </Field>
      <Button type="submit" variant="primary" className="self-start lg:mt-5" disabledReason={!vault && 'Name a vault.'}>
        Explain
      </Button>
    </form>
  )
}

const valueOfSecrets = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
