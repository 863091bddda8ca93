'use client'

import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { changesBy, withAssignment } from '@/lib/domain/access-change.ts'
import { keyVaultDataRoles } from '@/lib/domain/key-vault-roles.ts'
import { actionsOf } from '@/lib/domain/least-role.ts'
import type { Principal } from '@/lib/domain/principal.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import { assignCommands } from '@/lib/domain/role-commands.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useAssignRole } from '@/lib/queries/role-assignments.ts'
import { FormDialog } from '../form-dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { Select } from '../ui/select.tsx'
import { AccessChangeList } from './access-change-list.tsx'
import { type AssignForm, checkAssignForm, isOnSecrets } from './assign-form.ts'
import { AssignPlaceFields } from './assign-place-fields.tsx'
import { CommandBlocks } from './command-blocks.tsx'
import { PrincipalPicker } from './principal-picker.tsx'
import { useMayAssign } from './use-may-assign.ts'
import { useVaultAccess } from './use-vault-access.ts'

/** A grant that was just made, for whoever waits for its effect. */
export interface Granted {
  principal: Principal
  roleName: string
  object: ObjectPath | null
  /** True where the answer was lost and the assignment was found there. */
  isFound: boolean
}

export interface AssignRoleDialogProps {
  vaultName: string
  /** ARM id of the vault. */
  vaultId: string
  initial?: { roleId?: string; object?: ObjectPath | null; principal?: Principal | null }
  onGranted: (granted: Granted) => void
  onClose: () => void
}

/** Gives a role at a vault or one object of it, and says before who gains what. Mount it while it is open. */
export function AssignRoleDialog({ vaultName, vaultId, initial = {}, onGranted, onClose }: AssignRoleDialogProps) {
  // One name for the life of the dialog: however often it is sent, there is one assignment.
  const [assignmentName] = useState(() => crypto.randomUUID())
  const [place = 'vault', objectName = ''] = (initial.object?.split('/') ?? []) as [AssignForm['place']?, string?]
  const [form, setForm] = useState<AssignForm>({
    roleId: initial.roleId ?? '4633458b-17de-408a-b874-0445c86b69e6',
    place,
    objectName,
    match: 'all',
    names: '',
    reason: '',
  })
  const [principal, setPrincipal] = useState<Principal | null>(initial.principal ?? null)
  const [isTried, setIsTried] = useState(false)
  const assign = useAssignRole(vaultName)
  const { access, problem } = useVaultAccess(vaultName, principal?.type === 'Group' ? principal.id : undefined)
  const role = keyVaultDataRoles.find(({ id }) => id === form.roleId) ?? keyVaultDataRoles[0]
  const { object, condition, example, errors } = checkAssignForm(form)
  const mayNot = useMayAssign(vaultName, object, 'write')
  const scope = object ? `${vaultId}/${object}` : vaultId
  const isComplete = principal !== null && !errors.objectName && !errors.names
  const set = (part: Partial<AssignForm>) => setForm((before) => ({ ...before, ...part }))
  if (!role) return null

  const added = {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${assignmentName}`,
    scope,
    roleDefinitionId: role.id,
    principalId: principal?.id ?? '',
    isEligible: false,
    ...(condition && { condition }),
  }
  const changes =
    access && isComplete
      ? changesBy(added, access.estate, withAssignment(access.estate, added), { vault: access.vault, object: example })
      : null
  const description = form.reason.trim()
  const submit = () => {
    setIsTried(true)
    if (!principal || !isComplete) return
    assign.mutate(
      {
        assignmentName,
        roleDefinitionId: role.id,
        principalId: principal.id,
        principalType: principal.type,
        ...(object && { object }),
        ...(condition && { condition }),
        ...(description && { description }),
      },
      {
        onSuccess: ({ isFound }) => {
          onGranted({ principal, roleName: role.roleName, object, isFound })
          onClose()
        },
      },
    )
  }
  return (
    <FormDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      title="Assign a role"
      description={`In ${vaultName}. It takes effect within 10 minutes, often sooner.`}
      size="lg"
      submitLabel="Assign role"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      submitError={assign.error && problemFrom(assign.error)}
      loading={assign.isPending}
      submitDisabledReason={mayNot}
    >
      <PrincipalPicker
        label="To whom"
        hint={
          isTried && !principal
            ? undefined
            : 'A person, a group or an application. A group spares you one assignment each.'
        }
        placeholder="Search by name, or paste an object id"
        chosen={principal}
        onChoose={setPrincipal}
      />
      {isTried && !principal ? (
        <p role="alert" className="-mt-3 text-danger text-xs">
          Choose who is to get the role.
        </p>
      ) : null}
      <Field
        label="Role"
        hint={`Lets them ${actionsOf(role)
          .map(({ words }) => words)
          .join(', ')}.`}
      >
        <Select
          value={role.id}
          onValueChange={(roleId) => set({ roleId })}
          items={keyVaultDataRoles.map(({ id, roleName }) => ({ value: id, label: roleName }))}
        />
      </Field>
      {role.roleName === 'Key Vault Certificate User' ? (
        <p className="-mt-3 flex items-center gap-1.5 text-warning text-xs">
          <TriangleAlert className="size-4 shrink-0" aria-hidden />
          It reads the value of every secret at its scope, whatever its name says.
        </p>
      ) : null}
      <AssignPlaceFields form={form} errors={isTried ? errors : {}} hasSecrets={isOnSecrets(role)} onChange={set} />
      <Field label="Reason" hint="Kept with the assignment, where everybody who may see it can read it. No secrets.">
        <Input value={form.reason} maxLength={1_024} onChange={(event) => set({ reason: event.target.value })} />
      </Field>
      {changes ? (
        <AccessChangeList
          changes={changes}
          nameOf={(id) => (id === principal?.id ? principal.name : (access?.nameOf(id) ?? id))}
          place={example ? `${example.split('/')[1]}${object ? '' : ', for one'}` : vaultName}
        />
      ) : null}
      {problem ? <ProblemNotice problem={{ ...problem, subject: 'Who has what now' }} /> : null}
      <details>
        <summary className="cursor-pointer text-muted text-sm">The same without Strongroom</summary>
        <div className="pt-2">
          <CommandBlocks
            commands={assignCommands({
              roleName: role.roleName,
              roleDefinitionId: role.id,
              principalId: principal?.id ?? '<object-id>',
              ...(principal && { principalType: principal.type }),
              scope,
              ...(condition && { condition }),
              ...(description && { description }),
            })}
          />
        </div>
      </details>
    </FormDialog>
  )
}
