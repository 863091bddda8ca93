'use client'

import { Ban, CircleCheck, Ellipsis, Pencil } from 'lucide-react'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu, MenuItem } from '@/components/ui/menu.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import type { SecretAction } from './secret-dialogs.tsx'
import type { SecretObject } from './use-secret-object.ts'

export interface VersionMenuProps {
  secret: SecretObject
  version: SecretVersion
  onAction: (action: SecretAction) => void
}

export function VersionMenu({ secret, version: { version, enabled }, onAction }: VersionMenuProps) {
  const disabledReason = secret.whyNot('update')
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`More for version ${version.slice(0, 8)}`} size="sm">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem
        icon={enabled ? <Ban aria-hidden /> : <CircleCheck aria-hidden />}
        disabledReason={disabledReason}
        onSelect={() => onAction({ kind: 'setEnabled', version })}
      >
        {enabled ? 'Disable version' : 'Enable version'}
      </MenuItem>
      <MenuItem
        icon={<Pencil aria-hidden />}
        disabledReason={disabledReason}
        onSelect={() => onAction({ kind: 'edit', version })}
      >
        Edit properties
      </MenuItem>
    </Menu>
  )
}
