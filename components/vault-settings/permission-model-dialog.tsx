'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { showToast } from '@/components/ui/toast.tsx'
import { effectsOfModel, type ModelSwitchEffect } from '@/lib/domain/permission-model-switch.ts'
import type { PermissionModel } from '@/lib/domain/vault.ts'
import type { VaultAssignments } from '@/lib/domain/vault-assignments.ts'
import { changeableOf } from '@/lib/domain/vault-settings.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { roleAssignmentQueries } from '@/lib/queries/role-assignments.ts'
import { useChangeVault } from '@/lib/queries/vault-settings.ts'
import type { SettingsDialogProps } from './settings-page.tsx'

/** Switches between roles and access policies. Who loses what is shown first, and the vault's name demanded. */
export function PermissionModelDialog({ settings, onClose }: SettingsDialogProps) {
  const save = useChangeVault(settings.name)
  const access = useQuery(roleAssignmentQueries.ofVault(settings.name))
  const to: PermissionModel = settings.permissionModel === 'rbac' ? 'accessPolicy' : 'rbac'
  return (
    <ConfirmDialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title={`Switch ${settings.name} to ${modelWords[to]}`}
      confirmLabel={`Switch to ${modelWords[to]}`}
      typeToConfirm={settings.name}
      submitError={save.error && problemFrom(save.error)}
      loading={save.isPending}
      confirmDisabledReason={access.isPending && 'Who loses what is still being read.'}
      onConfirm={() =>
        save.mutate(
          { before: changeableOf(settings), change: { permissionModel: to } },
          {
            onSuccess: () => {
              onClose()
              showToast({ tone: 'ok', title: `${settings.name} is on ${modelWords[to]} now` })
            },
          },
        )
      }
    >
      <p>
        From that moment{' '}
        {to === 'rbac'
          ? 'roles alone decide, and every access policy of the vault is ignored'
          : 'access policies alone decide, and every data role is ignored'}
        . Applications that are let in by the other way fail at once. It can be switched back.
      </p>
      {access.error ? (
        <ProblemNotice problem={{ ...problemFrom(access.error), subject: 'Who loses what' }} />
      ) : access.data ? (
        <Effects reading={access.data} to={to} />
      ) : (
        <p className="text-muted">Reading who can do what …</p>
      )}
    </ConfirmDialog>
  )
}

const modelWords: Record<PermissionModel, string> = { rbac: 'roles (RBAC)', accessPolicy: 'access policies' }

function Effects({ reading, to }: { reading: VaultAssignments; to: PermissionModel }) {
  const [nowSeconds] = useState(() => Math.floor(Date.now() / 1000))
  const effects = effectsOfModel(reading, to, nowSeconds)
  const names = new Map(reading.principals.map(({ id, name }) => [id, name]))
  const losers = effects.filter(({ lost }) => lost.length > 0)
  const winners = effects.filter(({ lost }) => lost.length === 0)
  return (
    <>
      {reading.problems.map((problem) => (
        <ProblemNotice key={`${problem.subject} ${problem.message}`} problem={problem} />
      ))}
      <EffectList
        title={losers.length ? `${losers.length} lose access` : 'Nobody loses access'}
        effects={losers}
        side="lost"
        nameOf={(id) => names.get(id) ?? id}
      />
      {winners.length ? (
        <EffectList
          title={`${winners.length} gain access`}
          effects={winners}
          side="gained"
          nameOf={(id) => names.get(id) ?? id}
        />
      ) : null}
    </>
  )
}

function EffectList(props: {
  title: string
  effects: readonly ModelSwitchEffect[]
  side: 'lost' | 'gained'
  nameOf: (principalId: string) => string
}) {
  return (
    <section aria-label={props.title}>
      <h3 className="pb-1 font-semibold text-sm">{props.title}</h3>
      {props.effects.length ? (
        <ul className="max-h-64 divide-y divide-line overflow-y-auto border-y">
          {props.effects.map((effect) => (
            <li key={effect.principalId} className="py-1.5">
              <span className="font-medium">{props.nameOf(effect.principalId)}</span>
              <span className="block text-muted text-xs">{summary(effect[props.side])}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}

const shownAtMost = 6

function summary(words: readonly string[]): string {
  const more = words.length - shownAtMost
  return [...words.slice(0, shownAtMost), ...(more > 0 ? [`and ${more} more`] : [])].join(', ')
}
