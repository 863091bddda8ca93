'use client'

import { Archive, Ban, CircleCheck, Pencil, Plus, Trash2 } from 'lucide-react'
import { ObjectTitle } from '@/components/object-icon.tsx'
import { ObjectTabs } from '@/components/object-tabs.tsx'
import { PageHeader } from '@/components/page-header.tsx'
import { Button } from '@/components/ui/button.tsx'
import { versionStates } from '@/lib/domain/expiry.ts'
import { ManagedBadge, VersionBadges } from './secret-badges.tsx'
import type { SecretAction } from './secret-dialogs.tsx'
import type { SecretObject } from './use-secret-object.ts'

export interface SecretHeaderProps {
  secret: SecretObject
  onAction: (action: SecretAction) => void
}

/** The secret's name, its state, and what can be done with it as a whole. */
export function SecretHeader({ secret, onAction }: SecretHeaderProps) {
  const { current, isComplete, place } = secret
  const states = current ? versionStates(current, { isCurrent: false, nowMs: Date.now() }) : []
  return (
    <PageHeader
      title={<ObjectTitle kind="secret" name={place.secretName} />}
      tabs={<ObjectTabs kind="secret" vaultName={place.vaultName} name={place.secretName} />}
      actions={
        current ? (
          <>
            <Button
              variant="primary"
              disabledReason={secret.whyNot('set') ?? stillLoading(isComplete)}
              onClick={() => onAction({ kind: 'newVersion', version: current.version })}
            >
              <Plus aria-hidden />
              New version
            </Button>
            <Button
              disabledReason={secret.whyNot('update') ?? stillLoading(isComplete)}
              onClick={() => onAction({ kind: 'setEnabled', version: current.version })}
            >
              {current.enabled ? <Ban aria-hidden /> : <CircleCheck aria-hidden />}
              {current.enabled ? 'Disable' : 'Enable'}
            </Button>
            <Button
              disabledReason={secret.whyNot('update') ?? stillLoading(isComplete)}
              onClick={() => onAction({ kind: 'edit', version: current.version })}
            >
              <Pencil aria-hidden />
              Edit properties
            </Button>
            <Button
              disabledReason={secret.whyNot('backup')}
              onClick={() => onAction({ kind: 'backup', version: current.version })}
            >
              <Archive aria-hidden />
              Back up
            </Button>
            <Button
              variant="danger-quiet"
              disabledReason={secret.whyNot('delete')}
              onClick={() => onAction({ kind: 'delete', version: current.version })}
            >
              <Trash2 aria-hidden />
              Delete
            </Button>
          </>
        ) : null
      }
    >
      <div className="mt-1 flex min-h-6 flex-wrap items-center gap-1">
        <VersionBadges states={states} />
        {current?.managed ? <ManagedBadge /> : null}
      </div>
    </PageHeader>
  )
}

/** Until the last version has come, none of them is certain to be the current one. */
export function stillLoading(isComplete: boolean): string | null {
  return isComplete ? null : 'The versions are still loading, so the current one is not yet certain.'
}
