'use client'

import { scopeWords } from '@/lib/domain/access-source.ts'
import { deedOf } from '@/lib/domain/key-vault-action.ts'
import type { JudgedAssignment } from '@/lib/domain/unused-assignments.ts'
import { CommandBlocks } from '../access/command-blocks.tsx'
import type { AccessDirectory } from '../access/use-access.ts'
import { Dialog } from '../ui/dialog.tsx'
import { shrinkCommands } from './unused-commands.ts'
import { verdictWords } from './unused-words.ts'

export interface UnusedDialogProps {
  judged: JudgedAssignment
  directory: AccessDirectory
  days: number
  onClose: () => void
}

/** Why an assignment is too much, and the commands that make it less, with their undo. Nothing is changed from here. */
export function UnusedDialog({ judged, directory, days, onClose }: UnusedDialogProps) {
  const { assignment, roleName, verdict, actions, smaller, vaultNames, unprovenVaults } = judged
  const where = (scope: string) => scopeWords(scope, directory.subscriptionName)
  const { apply, undo } = shrinkCommands(judged)
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      size="lg"
      title={`${roleName} of ${directory.principal(assignment.principalId).name}`}
      description={`${verdictWords[verdict].what(days)} It holds at: ${where(assignment.scope)}.`}
    >
      <div className="flex flex-col gap-4 px-4 py-3 text-sm">
        {actions.length > 0 ? (
          <section aria-label="What was used">
            <h3 className="font-semibold">What was used</h3>
            <ul className="list-disc pl-5 text-muted">
              {actions.map((action) => (
                <li key={action}>{deedOf(action)}</li>
              ))}
            </ul>
          </section>
        ) : null}
        {unprovenVaults.length > 0 ? (
          <p className="text-muted">
            The log does not tell all of {unprovenVaults.slice(0, 8).join(', ')}
            {unprovenVaults.length > 8 ? ` and ${unprovenVaults.length - 8} more` : ''}. It may have been used there.
          </p>
        ) : null}
        {verdict === 'idle' ? (
          <p className="text-muted">No vault in its scope that is seen here goes by roles.</p>
        ) : (
          <p className="text-muted">
            It reaches {vaultNames.length === 1 ? vaultNames[0] : `${vaultNames.length} vaults that go by roles`}.
          </p>
        )}
        {verdict === 'wide' ? (
          <section aria-label="What would do">
            <h3 className="font-semibold">What would do</h3>
            <ul className="list-disc pl-5 text-muted">
              {smaller.map(({ role, scope }) => (
                <li key={scope}>
                  <span className="text-ink">{role.roleName}</span> at {where(scope)}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        {verdict === 'wide' || verdict === 'unused' ? (
          <>
            <section aria-label="Commands" className="flex flex-col gap-2">
              <h3 className="font-semibold">{verdict === 'wide' ? 'Make it smaller' : 'Take it away'}</h3>
              <CommandBlocks commands={apply} />
            </section>
            <section aria-label="Undo" className="flex flex-col gap-2">
              <h3 className="font-semibold">Undo</h3>
              <CommandBlocks commands={undo} />
            </section>
            <p className="text-muted text-xs">
              What happens once a year is not in these days. Ask whoever owns it before you take it away.
            </p>
          </>
        ) : null}
      </div>
    </Dialog>
  )
}
