'use client'

import {
  Archive,
  Ban,
  CircleCheck,
  Cpu,
  Ellipsis,
  FileKey,
  FlaskConical,
  Pencil,
  Plus,
  RotateCw,
  Trash2,
} from 'lucide-react'
import { ObjectTitle } from '@/components/object-icon.tsx'
import { ObjectTabs } from '@/components/object-tabs.tsx'
import { PageHeader } from '@/components/page-header.tsx'
import { ManagedBadge, VersionBadges } from '@/components/secrets/secret-badges.tsx'
import { Badge } from '@/components/ui/badge.tsx'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu, MenuItem } from '@/components/ui/menu.tsx'
import { versionStates } from '@/lib/domain/expiry.ts'
import type { KeyDetail } from '@/lib/domain/key.ts'
import type { KeyAction } from './key-dialogs.tsx'
import { shapeWords } from './key-words.ts'
import type { KeyObject } from './use-key-object.ts'

export interface KeyHeaderProps {
  object: KeyObject
  onAction: (action: KeyAction) => void
}

/** The key's name, its state, and what can be done with it as a whole. */
export function KeyHeader({ object, onAction }: KeyHeaderProps) {
  const { current, place } = object
  return (
    <PageHeader
      title={<ObjectTitle kind="key" name={place.keyName} />}
      tabs={<ObjectTabs kind="key" vaultName={place.vaultName} name={place.keyName} />}
      actions={current ? <Actions object={object} current={current} onAction={onAction} /> : null}
    >
      <div className="mt-1 flex min-h-6 flex-wrap items-center gap-1">
        {current ? (
          <>
            <VersionBadges states={versionStates(current, { isCurrent: false, nowMs: Date.now() })} />
            <Badge>{shapeWords(current)}</Badge>
            {current.isHsm === null ? null : (
              <Badge icon={current.isHsm ? <Cpu aria-hidden /> : undefined}>{current.isHsm ? 'HSM' : 'Software'}</Badge>
            )}
            {current.managed ? <ManagedBadge noun="key" /> : null}
          </>
        ) : null}
      </div>
    </PageHeader>
  )
}

function Actions({ object: { whyNot }, current, onAction }: KeyHeaderProps & { current: KeyDetail }) {
  const ask = (kind: KeyAction['kind']) => () => onAction({ kind, version: current.version })
  return (
    <>
      <Button variant="primary" disabledReason={whyNot('rotate')} onClick={ask('rotate')}>
        <RotateCw aria-hidden />
        Rotate now
      </Button>
      <Button onClick={ask('use')}>
        <FlaskConical aria-hidden />
        Try it
      </Button>
      <Button disabledReason={whyNot('update')} onClick={ask('setEnabled')}>
        {current.enabled ? <Ban aria-hidden /> : <CircleCheck aria-hidden />}
        {current.enabled ? 'Disable' : 'Enable'}
      </Button>
      <Button disabledReason={whyNot('update')} onClick={ask('edit')}>
        <Pencil aria-hidden />
        Edit properties
      </Button>
      <Button variant="danger-quiet" disabledReason={whyNot('delete')} onClick={ask('delete')}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      <Menu
        align="end"
        trigger={
          <IconButton label="More for this key">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem icon={<Plus aria-hidden />} disabledReason={whyNot('create')} onSelect={ask('newVersion')}>
          New version of another kind …
        </MenuItem>
        <MenuItem icon={<FileKey aria-hidden />} disabledReason={whyNot('import')} onSelect={ask('importVersion')}>
          Import a version …
        </MenuItem>
        <MenuItem icon={<Archive aria-hidden />} disabledReason={whyNot('backup')} onSelect={ask('backup')}>
          Back up …
        </MenuItem>
      </Menu>
    </>
  )
}
