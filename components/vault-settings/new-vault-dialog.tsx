'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { FormDialog } from '@/components/form-dialog.tsx'
import { resolverOf } from '@/components/object-form/form-resolver.ts'
import { Button } from '@/components/ui/button.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { showToast } from '@/components/ui/toast.tsx'
import type { NewVault } from '@/lib/domain/new-vault.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useCreateVault } from '@/lib/queries/vault-settings.ts'
import { pages } from '@/lib/routes.ts'
import { NewVaultFields } from './new-vault-fields.tsx'
import { checkNewVault, emptyNewVaultForm } from './new-vault-form.ts'
import { NewVaultReview } from './new-vault-review.tsx'
import { useNameCheck } from './use-name-check.ts'

/** Makes a vault in two steps: what it shall be, then what exactly will be made. */
export function NewVaultDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter()
  const create = useCreateVault()
  const [reviewed, setReviewed] = useState<NewVault | null>(null)
  const form = useForm({
    defaultValues: emptyNewVaultForm,
    resolver: resolverOf((values) => checkNewVault(values).errors),
  })
  const [subscriptionId, name] = useWatch({ control: form.control, name: ['subscriptionId', 'name'] })
  const nameCheck = useNameCheck(subscriptionId, name)
  const isRefused = nameCheck.answer !== undefined && nameCheck.answer.state !== 'free'
  const submit = form.handleSubmit((values) => {
    const { body } = checkNewVault(values)
    if (body && !isRefused) setReviewed(body)
  })
  const make = (vault: NewVault) =>
    create.mutate(vault, {
      onSuccess: ({ isFound }) => {
        onClose()
        showToast({
          tone: 'ok',
          title: `Vault ${vault.name} made`,
          description: [
            isFound && 'Azure’s answer was lost, and the vault was found by looking.',
            vault.permissionModel === 'rbac'
              ? 'You have no right to its data yet, as nobody has: assign a role on its Access tab.'
              : 'Nobody has a right to its data yet: add an access policy.',
            'Its address may need a minute to be known.',
          ]
            .filter(Boolean)
            .join(' '),
          timeoutMs: 0,
        })
        router.push(pages.vaultSettings(vault.name))
      },
    })
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      size="lg"
      title={reviewed ? `Review ${reviewed.name}` : 'Create a vault'}
      description={
        reviewed
          ? 'This is what will be made. Nothing is sent before you say so.'
          : 'What it shall be. The next step shows it once more, before anything is sent.'
      }
      submitLabel={reviewed ? 'Create vault' : 'Review'}
      onSubmit={
        reviewed
          ? (event) => {
              event.preventDefault()
              make(reviewed)
            }
          : submit
      }
      submitError={create.error && problemFrom(create.error)}
      submitErrorActions={
        create.error?.code === 'vault_name_held' ? (
          <Link href={pages.deletedVaults(reviewed?.name)} className={buttonStyle({ size: 'sm' })}>
            See the deleted vault
          </Link>
        ) : create.error?.code === 'outcome_unknown' ? (
          <Link href={pages.vaults()} className={buttonStyle({ size: 'sm' })} onClick={onClose}>
            Look at the list
          </Link>
        ) : null
      }
      loading={create.isPending}
      submitDisabledReason={
        reviewed
          ? create.error?.code === 'outcome_unknown' && 'It may have been made. Look at the list first.'
          : nameCheck.isChecking
            ? 'The name is still being checked.'
            : isRefused && 'This name cannot be had.'
      }
    >
      {reviewed ? (
        <>
          <NewVaultReview vault={reviewed} />
          <div>
            <Button
              size="sm"
              disabledReason={create.isPending && 'Wait for the answer.'}
              onClick={() => {
                create.reset()
                setReviewed(null)
              }}
            >
              Back to the form
            </Button>
          </div>
        </>
      ) : (
        <NewVaultFields form={form} nameCheck={nameCheck} />
      )}
    </FormDialog>
  )
}
