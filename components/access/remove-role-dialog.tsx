'use client'

import { TriangleAlert } from 'lucide-react'
import { changesBy, isLastAdministration, withoutAssignment } from '@/lib/domain/access-change.ts'
import { ObjectPath } from '@/lib/domain/role-assignment.ts'
import { removeCommands } from '@/lib/domain/role-commands.ts'
import type { VaultAssignment } from '@/lib/domain/vault-assignments.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useRemoveRole } from '@/lib/queries/role-assignments.ts'
import { ConfirmDialog } from '../confirm-dialog.tsx'
import { showToast } from '../ui/toast.tsx'
import { AccessChangeList } from './access-change-list.tsx'
import { CommandBlocks } from './command-blocks.tsx'
import { whyNotRemovable } from './removable.ts'
import { useMayAssign } from './use-may-assign.ts'
import type { VaultAccessReading } from './use-vault-access.ts'

export interface RemoveRoleDialogProps {
  access: VaultAccessReading
  assignment: VaultAssignment
  onClose: () => void
}

/** Takes a role away that was given at this vault or at one object of it, and says before who loses what. */
export function RemoveRoleDialog({ access, assignment, onClose }: RemoveRoleDialogProps) {
  const { vault, estate, reading, nameOf } = access
  const object = objectOf(assignment, vault.id)
  const remove = useRemoveRole(vault.name)
  const mayNot = useMayAssign(vault.name, object, 'delete')
  const roleName = reading.roles.find(({ id }) => id === assignment.roleDefinitionId)?.roleName ?? 'a role'
  const removed = estate.assignments.find(({ id }) => id === assignment.id)
  const isLast = isLastAdministration(assignment.id, estate, vault)
  const place = object ? (object.split('/')[1] ?? object) : vault.name
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      size="lg"
      title={`Remove ${roleName} from ${nameOf(assignment.principalId)}`}
      confirmLabel="Remove role"
      submitError={remove.error && problemFrom(remove.error)}
      loading={remove.isPending}
      confirmDisabledReason={whyNotRemovable(assignment, vault.id) ?? mayNot}
      {...(isLast && { typeToConfirm: vault.name })}
      onConfirm={() =>
        remove.mutate(
          { assignmentName: assignment.name, object },
          {
            onSuccess: ({ wasGone }) => {
              onClose()
              showToast({
                tone: wasGone ? 'warning' : 'ok',
                title: wasGone ? 'It was gone already' : `${roleName} is removed`,
                description: wasGone
                  ? 'Somebody else removed this assignment a moment ago.'
                  : 'It ends within 10 minutes. Whoever has a token for the vault keeps what it allows until then.',
              })
            },
          },
        )
      }
    >
      {isLast ? (
        <p role="alert" className="flex items-start gap-2 text-warning">
          <TriangleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
          This is the last assignment by which anybody administers {vault.name}. Without it nobody can give access back
          but an Owner or User Access Administrator above it.
        </p>
      ) : null}
      {removed ? (
        <AccessChangeList
          changes={changesBy(removed, estate, withoutAssignment(estate, assignment.id), { vault, object })}
          nameOf={nameOf}
          place={place}
        />
      ) : null}
      <details>
        <summary className="cursor-pointer text-muted text-sm">The same without Strongroom</summary>
        <div className="pt-2">
          <CommandBlocks
            commands={removeCommands(assignment.id, {
              roleName,
              roleDefinitionId: assignment.roleDefinitionId,
              principalId: assignment.principalId,
              scope: assignment.scope,
            })}
          />
        </div>
      </details>
    </ConfirmDialog>
  )
}

function objectOf({ scope }: VaultAssignment, vaultId: string): ObjectPath | null {
  const parsed = ObjectPath.safeParse(scope.slice(vaultId.length + 1))
  return parsed.success ? parsed.data : null
}
