'use client'

import { useState } from 'react'
import {
  type AccessPolicy,
  grantText,
  type PolicyGrant,
  policyCollections,
  policyKey,
  policyTemplates,
  spelledOut,
  templateOf,
} from '@/lib/domain/access-policy.ts'
import { withPolicy } from '@/lib/domain/access-policy-change.ts'
import { setPolicyCommands } from '@/lib/domain/access-policy-commands.ts'
import type { Principal } from '@/lib/domain/principal.ts'
import { useSetAccessPolicy } from '@/lib/queries/access-policies.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { CommandBlocks } from '../access/command-blocks.tsx'
import { PrincipalPicker } from '../access/principal-picker.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { Select } from '../ui/select.tsx'
import { Switch } from '../ui/switch.tsx'
import { showToast } from '../ui/toast.tsx'
import type { PolicyDialogProps } from './access-policies-page.tsx'
import { PermissionFields } from './permission-fields.tsx'
import { PolicyEffect, ReloadPolicies, usePolicyEffect } from './policy-effect.tsx'
import { policyNames } from './policy-names.ts'

const nothing: PolicyGrant = { secrets: [], keys: [], certificates: [] }
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const spelled = (grant: PolicyGrant): PolicyGrant => ({
  secrets: spelledOut('secrets', grant.secrets).map(({ name }) => name),
  keys: spelledOut('keys', grant.keys).map(({ name }) => name),
  certificates: spelledOut('certificates', grant.certificates).map(({ name }) => name),
})
const templateItems = [
  { value: '', label: 'Chosen one by one' },
  ...policyTemplates.map(({ name }) => ({ value: name, label: name })),
]

/** Adds an entry, or (with `entry`) changes what one permits; who gains or loses what is told before. */
export function PolicyDialog({
  entry,
  vaultName,
  policies,
  onReload,
  onClose,
}: PolicyDialogProps & { entry: AccessPolicy | null }) {
  // As it was when the dialog opened: what is written is compared with it on the server.
  const [before] = useState(policies.entries)
  const names = policyNames(policies)
  const [chosen, setChosen] = useState<Principal | null>(null)
  const [application, setApplication] = useState('')
  const [grant, setGrant] = useState(entry ? spelled(entry.permissions) : nothing)
  const [isTried, setIsTried] = useState(false)
  const [isMeant, setIsMeant] = useState(false)
  const save = useSetAccessPolicy(vaultName)
  const objectId = entry?.objectId ?? chosen?.id ?? ''
  const applicationId = entry ? entry.applicationId : application.trim().toLowerCase() || undefined
  const key = { objectId, ...(applicationId && { applicationId }) }
  const isKnown = !entry && before.some((one) => policyKey(one) === policyKey(key))
  const isEmpty = policyCollections.every((kind) => grant[kind].length === 0)
  const isUnchanged = entry !== null && grantText(grant) === grantText(spelled(entry.permissions))
  const errors = {
    principal: !objectId
      ? 'Choose to whom it is given.'
      : isKnown
        ? 'This principal has an entry already: edit that one.'
        : undefined,
    application: applicationId && !guid.test(applicationId) ? 'An application’s id is a GUID.' : undefined,
    grant: isEmpty ? 'Choose at least one permission. To take everything away, remove the entry.' : undefined,
  }
  const isComplete = !errors.principal && !errors.application && !errors.grant
  const effect = usePolicyEffect({
    vaultName,
    policies,
    key,
    before,
    after: withPolicy(before, key, isEmpty ? null : grant),
    ...(chosen?.type === 'Group' && { group: chosen.id }),
  })
  const name = chosen?.name ?? names.principal(objectId).name
  const isLockOut = effect.lockOut.isOwn || effect.lockOut.isLastManager
  const problem = save.error ? problemFrom(save.error) : null
  return (
    <FormDialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={entry ? `Edit the access policy of ${name}` : 'Add an access policy'}
      description={`In ${vaultName}. It takes effect at once, and leaves every other entry as it is.`}
      submitLabel={entry ? 'Save access policy' : 'Add access policy'}
      submitError={problem}
      submitErrorActions={<ReloadPolicies error={save.error} onReload={onReload} />}
      loading={save.isPending}
      submitDisabledReason={
        (isUnchanged && 'Nothing is changed yet.') || (isLockOut && !isMeant && 'Say first that the lock-out is meant.')
      }
      onSubmit={(event) => {
        event.preventDefault()
        setIsTried(true)
        if (!isComplete) return
        save.mutate(
          {
            principalId: objectId,
            ...(applicationId && { applicationId }),
            expected: entry?.permissions ?? null,
            wanted: { secrets: [...grant.secrets], keys: [...grant.keys], certificates: [...grant.certificates] },
          },
          {
            onSuccess: () => {
              onClose()
              showToast({ tone: 'ok', title: entry ? 'The access policy is changed' : `${name} has an access policy` })
            },
          },
        )
      }}
    >
      {entry ? null : (
        <>
          <PrincipalPicker
            label="To whom"
            hint="A person, a group or an application."
            placeholder="Search by name, or paste an object id"
            chosen={chosen}
            onChoose={setChosen}
          />
          <Mistake text={isTried || isKnown ? errors.principal : undefined} />
          <Field
            label="Only through an application (optional)"
            hint="Its application id. Then the entry counts only when the person acts through that application."
            error={isTried ? errors.application : undefined}
          >
            <Input isMono value={application} onChange={(event) => setApplication(event.target.value)} />
          </Field>
        </>
      )}
      <Field label="Template" hint="As the Azure portal has them. What is privileged is in none of them.">
        <Select
          value={templateOf(grant)?.name ?? ''}
          items={templateItems}
          onValueChange={(wanted) => setGrant(policyTemplates.find((one) => one.name === wanted)?.grant ?? grant)}
        />
      </Field>
      <PermissionFields grant={grant} onChange={setGrant} />
      <Mistake text={isTried ? errors.grant : undefined} />
      {isComplete && !isUnchanged ? (
        <PolicyEffect
          effect={effect}
          policies={policies}
          vaultName={vaultName}
          nameOf={(id) => (id === objectId ? name : null)}
        />
      ) : null}
      {isLockOut && !isUnchanged ? (
        <Switch
          checked={isMeant}
          onCheckedChange={setIsMeant}
          label="Save it although it locks out"
          hint="Whoever may write access policies can give it back, by a role on the vault as a resource."
        />
      ) : null}
      <details>
        <summary className="cursor-pointer text-muted text-sm">The same without Strongroom</summary>
        <div className="pt-2">
          <CommandBlocks
            commands={setPolicyCommands(
              {
                vaultName,
                resourceGroup: policies.resourceGroup,
                principalId: objectId || '<object-id>',
                applicationId,
              },
              grant,
              entry?.permissions ?? null,
            )}
          />
        </div>
      </details>
    </FormDialog>
  )
}

function Mistake({ text }: { text: string | undefined }) {
  return text ? (
    <p role="alert" className="-mt-2 text-danger text-xs">
      {text}
    </p>
  ) : null
}
