'use client'

import { Trash2, UserPlus } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import type { VaultAssignment } from '@/lib/domain/vault-assignments.ts'
import { lazily } from '../lazily.tsx'
import { Button } from '../ui/button.tsx'
import { showToast } from '../ui/toast.tsx'
import { whyNotRemovable } from './removable.ts'
import { useMayAssign } from './use-may-assign.ts'
import { useVaultAccess } from './use-vault-access.ts'

const AssignRoleDialog = lazily(() => import('./assign-role-dialog.tsx').then((part) => part.AssignRoleDialog))
const RemoveRoleDialog = lazily(() => import('./remove-role-dialog.tsx').then((part) => part.RemoveRoleDialog))

export interface AccessChanges {
  /** The button that assigns a role. */
  assign: ReactNode
  /** The button that removes one. */
  remove: (assignment: VaultAssignment) => ReactNode
  /** The dialog of either, while it is open. */
  dialog: ReactNode
}

/** What changes who reaches a vault or an object of it, beside the list of who does. */
export function useAccessChanges(vaultName: string, object: ObjectPath | null): AccessChanges {
  // The same reading as the list's: nothing is asked twice.
  const { access } = useVaultAccess(vaultName)
  const [open, setOpen] = useState<'assign' | VaultAssignment | null>(null)
  const mayNotAssign = useMayAssign(vaultName, object, 'write')
  const mayNotRemove = useMayAssign(vaultName, object, 'delete')
  const close = () => setOpen(null)
  return {
    assign: access ? (
      <Button
        variant="primary"
        {...AssignRoleDialog.onIntent}
        disabledReason={mayNotAssign}
        onClick={() => setOpen('assign')}
      >
        <UserPlus aria-hidden />
        Assign a role
      </Button>
    ) : null,
    remove: (assignment) => {
      const role = access?.reading.roles.find(({ id }) => id === assignment.roleDefinitionId)?.roleName ?? 'the role'
      return (
        <Button
          size="sm"
          variant="danger-quiet"
          aria-label={`Remove ${role} from ${access?.nameOf(assignment.principalId) ?? assignment.principalId}`}
          {...RemoveRoleDialog.onIntent}
          disabledReason={(access && whyNotRemovable(assignment, access.vault.id)) ?? mayNotRemove}
          onClick={() => setOpen(assignment)}
        >
          <Trash2 aria-hidden />
          Remove
        </Button>
      )
    },
    dialog: !access ? null : open === 'assign' ? (
      <AssignRoleDialog
        vaultName={vaultName}
        vaultId={access.vault.id}
        initial={{ object }}
        onGranted={({ principal, roleName }) =>
          showToast({
            tone: 'ok',
            title: `${principal.name} has the role ${roleName}`,
            description: 'Until it works everywhere takes up to 10 minutes.',
          })
        }
        onClose={close}
      />
    ) : open ? (
      <RemoveRoleDialog access={access} assignment={open} onClose={close} />
    ) : null,
  }
}
