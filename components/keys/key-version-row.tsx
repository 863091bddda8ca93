'use client'

import { Ban, ChevronDown, ChevronRight, CircleCheck, Ellipsis, FlaskConical, Pencil } from 'lucide-react'
import { useDensity } from '@/components/data-table/density.ts'
import { ExpiryWords } from '@/components/secrets/expiry-words.tsx'
import { VersionBadges } from '@/components/secrets/secret-badges.tsx'
import { VersionId } from '@/components/secrets/version-id.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu, MenuItem } from '@/components/ui/menu.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import type { VersionRowFrame } from '@/components/version-list.tsx'
import { versionStates } from '@/lib/domain/expiry.ts'
import type { KeyVersion } from '@/lib/domain/key.ts'
import type { KeyAction } from './key-dialogs.tsx'
import { KeyVersionDetail } from './key-version-detail.tsx'
import type { KeyObject } from './use-key-object.ts'

export interface KeyVersionRowProps extends VersionRowFrame<KeyVersion> {
  object: KeyObject
  onAction: (action: KeyAction) => void
}

/** One version: its state and dates, and what can be done with it. Opens for the rest of its facts. */
export function KeyVersionRow(props: KeyVersionRowProps) {
  const { ref, index, version, isCurrent, isOpen, onToggle, object, onAction } = props
  const density = useDensity()
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <tbody ref={ref} data-index={index} className="group">
      <tr
        aria-rowindex={index + 2}
        className={classNames(
          '[&>td]:border-b [&>td]:px-3',
          density === 'compact' ? '[&>td]:h-7' : '[&>td]:h-9 [&>td]:py-1',
          isOpen ? 'bg-selected [&>td]:border-b-transparent' : 'bg-canvas group-hover:bg-hover',
        )}
      >
        <td className="pl-4! sm:pl-6!">
          <button
            type="button"
            aria-expanded={isOpen}
            onClick={onToggle}
            className="-ml-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:underline"
          >
            <Chevron className="size-3.5 shrink-0 text-faint" aria-hidden />
            <VersionId version={version.version} />
          </button>
        </td>
        <td>
          <VersionBadges states={versionStates(version, { isCurrent, nowMs: Date.now() })} />
        </td>
        <td className="truncate">
          {version.createdOn ? <RelativeTime date={version.createdOn} /> : <span className="text-faint">unknown</span>}
        </td>
        <td className="truncate">
          <ExpiryWords expiresOn={version.expiresOn} />
        </td>
        <td className="truncate">
          <TagList tags={version.tags} />
        </td>
        <td className="sticky right-0 bg-inherit text-right">
          <VersionMenu object={object} version={version} onAction={onAction} />
        </td>
      </tr>
      {isOpen ? (
        <tr className="bg-selected">
          <td colSpan={6} className="border-b px-4 pt-1 pb-3 sm:px-6">
            <div className="pl-4">
              <KeyVersionDetail object={object} version={version} />
            </div>
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

function VersionMenu({
  object,
  version: { version, enabled },
  onAction,
}: Pick<KeyVersionRowProps, 'object' | 'version' | 'onAction'>) {
  const disabledReason = object.whyNot('update')
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`More for version ${version.slice(0, 8)}`} size="sm">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem icon={<FlaskConical aria-hidden />} onSelect={() => onAction({ kind: 'use', version })}>
        Try this version …
      </MenuItem>
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
