'use client'

import { useState } from 'react'
import { lossSentences, type NetworkLoss, networkLoss } from '@/lib/domain/network-change.ts'
import { rulesCommands } from '@/lib/domain/network-commands.ts'
import { mistakesOfRules, type RuleMistake } from '@/lib/domain/network-rules.ts'
import type { NetworkRules } from '@/lib/domain/network-settings.ts'
import { publicAccessWords } from '@/lib/domain/network-words.ts'
import { rulesText, type VaultNetwork } from '@/lib/domain/vault-network.ts'
import { useSetNetworkRules } from '@/lib/queries/network.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { CommandsMenu } from '../commands-menu.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { Choice } from '../ui/choice.tsx'
import { Field } from '../ui/field.tsx'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import { Textarea } from '../ui/textarea.tsx'
import { showToast } from '../ui/toast.tsx'

const accessItems = (['Enabled', 'Disabled', 'SecuredByPerimeter'] as const).map((value) => ({
  value,
  label: publicAccessWords[value],
}))
const actionItems = [
  { value: 'Allow', label: 'Allow everybody' },
  { value: 'Deny', label: 'Deny whom no rule names' },
] as const

export interface EditNetworkDialogProps {
  vaultName: string
  /** As it was when the dialog opened: what is written is compared with it on the server. */
  network: VaultNetwork
  ownAddress: string | null
  onReload: () => void
  onClose: () => void
}

const rulesOf = (settings: NetworkRules): NetworkRules => ({
  publicNetworkAccess: settings.publicNetworkAccess,
  defaultAction: settings.defaultAction,
  bypass: settings.bypass,
  ipRules: settings.ipRules,
  virtualNetworkRules: settings.virtualNetworkRules,
})
const linesOf = (text: string) =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean)

/** Changes the firewall: what is wrong with the rules, and who would lose access, stands beside them as they are typed. */
export function EditNetworkDialog({ vaultName, network, ownAddress, onReload, onClose }: EditNetworkDialogProps) {
  const [before] = useState(network.settings)
  const [draft, setDraft] = useState<NetworkRules>(before)
  const [addresses, setAddresses] = useState(before.ipRules.join('\n'))
  const [subnets, setSubnets] = useState(before.virtualNetworkRules.join('\n'))
  const [isLockOutMeant, setIsLockOutMeant] = useState(false)
  const save = useSetNetworkRules(vaultName)
  const rules = rulesOf({ ...draft, ipRules: linesOf(addresses), virtualNetworkRules: linesOf(subnets) })
  const expected = rulesOf(before)
  const mistakes = mistakesOfRules(rules)
  const isUnchanged = rulesText(rules) === rulesText(expected)
  const loss = networkLoss(before, rules, ownAddress)
  const mayLockOut = loss.own === 'lost' || loss.own === 'unknown'
  const problem = save.error ? problemFrom(save.error) : null
  return (
    <FormDialog
      open
      onOpenChange={(open) => open || onClose()}
      size="lg"
      title={`Network of ${vaultName}`}
      description="Only the firewall is written. It takes effect within minutes."
      submitLabel="Save network rules"
      loading={save.isPending}
      submitError={problem}
      submitErrorActions={
        problem?.code === 'concurrent_change' ? (
          <button type="button" className="font-medium text-accent hover:underline" onClick={onReload}>
            Load the rules again
          </button>
        ) : null
      }
      submitDisabledReason={
        (isUnchanged && 'Nothing is changed yet.') ||
        (mistakes.some(({ isWarning }) => !isWarning) && 'Some rules cannot be saved: see below them.') ||
        (mayLockOut && !isLockOutMeant && 'This may lock Strongroom out: say below that you mean it.')
      }
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(
          { expected, rules },
          {
            onSuccess: () => {
              showToast({ tone: 'ok', title: `The network rules of ${vaultName} are saved` })
              onClose()
            },
          },
        )
      }}
    >
      <Field label="Public network access" hint="Disabled wins over every rule below; trusted services still get in.">
        <Select
          value={draft.publicNetworkAccess}
          onValueChange={(publicNetworkAccess) => setDraft({ ...draft, publicNetworkAccess })}
          items={accessItems}
        />
      </Field>
      <Choice
        label="Default action"
        value={draft.defaultAction}
        onValueChange={(defaultAction) => setDraft({ ...draft, defaultAction })}
        items={actionItems}
      />
      <Switch
        checked={draft.bypass === 'AzureServices'}
        onCheckedChange={(isOn) => setDraft({ ...draft, bypass: isOn ? 'AzureServices' : 'None' })}
        label="Trusted services of Azure bypass the rules"
        hint="Backup, disk encryption, storage and the like. Azure DevOps and an app’s own code are not among them."
      />
      <Field label="IP rules" hint="IPv4 addresses or ranges, one a line; at most 1,000.">
        <Textarea isMono rows={5} value={addresses} onChange={(event) => setAddresses(event.target.value)} />
      </Field>
      <Mistakes mistakes={mistakes} list="ipRules" items={rules.ipRules} />
      <Field label="Virtual network rules" hint="Resource ids of subnets, one a line; at most 200.">
        <Textarea isMono rows={3} value={subnets} onChange={(event) => setSubnets(event.target.value)} />
      </Field>
      <Mistakes mistakes={mistakes} list="virtualNetworkRules" items={rules.virtualNetworkRules} />
      {isUnchanged ? null : <Preview loss={loss} ownAddress={ownAddress} />}
      {mayLockOut && !isUnchanged ? (
        <Switch
          checked={isLockOutMeant}
          onCheckedChange={setIsLockOutMeant}
          label="Save it although Strongroom may no longer reach this vault"
          hint="These rules can still be changed from here then: the firewall does not guard the vault’s settings."
        />
      ) : null}
      <div>
        <CommandsMenu commands={rulesCommands({ name: vaultName, ...network }, rules)} />
      </div>
    </FormDialog>
  )
}

interface MistakesProps {
  mistakes: RuleMistake[]
  list: RuleMistake['list']
  items: string[]
}

function Mistakes({ mistakes, list, items }: MistakesProps) {
  const own = mistakes.filter((mistake) => mistake.list === list)
  if (own.length === 0) return null
  return (
    <ul
      aria-label={list === 'ipRules' ? 'Mistakes in the IP rules' : 'Mistakes in the virtual network rules'}
      className="-mt-2"
    >
      {own.slice(0, 10).map(({ index, message, isWarning }) => (
        <li key={`${index} ${message}`} className={`text-xs ${isWarning ? 'text-warning' : 'text-danger'}`}>
          {index === null ? null : <span className="font-mono">{items[index]}: </span>}
          {message}
        </li>
      ))}
      {own.length > 10 ? <li className="text-muted text-xs">and {own.length - 10} more</li> : null}
    </ul>
  )
}

function Preview({ loss, ownAddress }: { loss: NetworkLoss; ownAddress: string | null }) {
  const lost = lossSentences(loss)
  const own: Record<NetworkLoss['own'], string | null> = {
    kept: null,
    refusedBefore: `Strongroom calls from ${ownAddress} and is refused already.`,
    lost: `Strongroom calls from ${ownAddress} and would be locked out: add that address to the IP rules to keep it in.`,
    unknown: 'The address that Strongroom calls from is not known, so whether it would be locked out cannot be told.',
  }
  return (
    <section aria-labelledby="who-loses" aria-live="polite" className="rounded-md border px-3 py-2">
      <h3 id="who-loses" className="font-medium">
        {lost.length > 0 ? 'Who would lose access' : 'Nobody would lose access'}
      </h3>
      <ul className="list-disc pl-4 text-muted">
        {lost.map((sentence) => (
          <li key={sentence} className="[overflow-wrap:anywhere]">
            {sentence}
          </li>
        ))}
      </ul>
      {own[loss.own] ? (
        <p className={loss.own === 'refusedBefore' ? 'text-muted' : 'text-warning'}>{own[loss.own]}</p>
      ) : null}
    </section>
  )
}
