'use client'

import { ChevronDown, ChevronRight, Undo2 } from 'lucide-react'
import type { Ref } from 'react'
import { useDensity } from '@/components/data-table/density.ts'
import { SecretValueButtons } from '@/components/secret-value/secret-value-buttons.tsx'
import { SecretValuePanel } from '@/components/secret-value/secret-value-panel.tsx'
import { useSecretValue } from '@/components/secret-value/use-secret-value.ts'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { versionStates } from '@/lib/domain/expiry.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { revealSecret } from '@/lib/queries/secrets.ts'
import { ExpiryWords } from './expiry-words.tsx'
import { revealReason } from './reveal-reason.ts'
import { Author } from './rollback-sides.tsx'
import { VersionBadges } from './secret-badges.tsx'
import type { SecretAction } from './secret-dialogs.tsx'
import { stillLoading } from './secret-header.tsx'
import type { SecretObject } from './use-secret-object.ts'
import { VersionDetail } from './version-detail.tsx'
import { VersionId } from './version-id.tsx'
import { VersionMenu } from './version-menu.tsx'

export interface VersionRowProps {
  ref: Ref<HTMLTableSectionElement>
  index: number
  secret: SecretObject
  version: SecretVersion
  isCurrent: boolean
  isOpen: boolean
  onToggle: () => void
  onAction: (action: SecretAction) => void
}

/** One version: its state, its value behind dots, and what can be done with it. Opens for the rest of its facts. */
export function VersionRow({ ref, index, secret, version, isCurrent, isOpen, onToggle, onAction }: VersionRowProps) {
  const value = useSecretValue((signal) => revealSecret(secret.place, version.version, signal))
  const what = `version ${version.version.slice(0, 8)}`
  const hasPanel =
    value.state.status === 'shown' || value.state.status === 'failed' || value.copyState.status !== 'idle'
  const density = useDensity()
  const Chevron = isOpen ? ChevronDown : ChevronRight
  return (
    <tbody ref={ref} data-index={index} onBlur={value.onBlur} className="group">
      <tr
        aria-rowindex={index + 2}
        className={classNames(
          '[&>td]:border-b [&>td]:px-3',
          density === 'compact' ? '[&>td]:h-7' : '[&>td]:h-9 [&>td]:py-1',
          isOpen ? 'bg-selected' : 'bg-canvas group-hover:bg-hover',
          (isOpen || hasPanel) && '[&>td]:border-b-transparent',
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
          <Author version={version} />
        </td>
        <td className="truncate">
          <ExpiryWords expiresOn={version.expiresOn} />
        </td>
        <td>
          <SecretValueButtons control={value} what={what} disabledReason={revealReason(secret, version)} />
        </td>
        <td className="sticky right-0 bg-inherit text-right">
          <span className="inline-flex items-center gap-1">
            {isCurrent ? null : (
              <Button
                size="sm"
                aria-label={`Roll back to ${what}`}
                disabledReason={secret.whyNot('read') ?? secret.whyNot('set') ?? stillLoading(secret.isComplete)}
                onClick={() => onAction({ kind: 'rollback', version: version.version })}
              >
                <Undo2 aria-hidden />
                Roll back
              </Button>
            )}
            <VersionMenu secret={secret} version={version} onAction={onAction} />
          </span>
        </td>
      </tr>
      {isOpen || hasPanel ? (
        <tr className={isOpen ? 'bg-selected' : ''}>
          <td colSpan={7} className="border-b px-4 pt-1 pb-3 sm:px-6">
            <div className="flex flex-col gap-3 pl-4">
              <SecretValuePanel control={value} what={what} />
              {isOpen ? <VersionDetail secret={secret} version={version} /> : null}
            </div>
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}
