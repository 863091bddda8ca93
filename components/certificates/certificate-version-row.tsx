'use client'

import { Ban, ChevronDown, ChevronRight, CircleCheck, Ellipsis, Tags } from 'lucide-react'
import { useDensity } from '@/components/data-table/density.ts'
import { ExpiryWords } from '@/components/secrets/expiry-words.tsx'
import { VersionBadges } from '@/components/secrets/secret-badges.tsx'
import { VersionId } from '@/components/secrets/version-id.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu, MenuItem } from '@/components/ui/menu.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import type { VersionRowFrame } from '@/components/version-list.tsx'
import type { CertificateVersion } from '@/lib/domain/certificate.ts'
import { versionStates } from '@/lib/domain/expiry.ts'
import { NotIssuedBadge } from './certificate-columns.tsx'
import type { CertificateAction } from './certificate-dialogs.tsx'
import { CertificateVersionDetail } from './certificate-version-detail.tsx'
import type { CertificateObject } from './use-certificate-object.ts'

export interface CertificateVersionRowProps extends VersionRowFrame<CertificateVersion> {
  object: CertificateObject
  onAction: (action: CertificateAction) => void
}

/** One version: its state and dates, and what can be done with it. Opens for who it says it is. */
export function CertificateVersionRow(props: CertificateVersionRowProps) {
  const { ref, index, version, isCurrent, isOpen, onToggle, object, onAction } = props
  const isIssued = version.thumbprint !== null
  const density = useDensity()
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const none = <span className="text-faint">–</span>
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
          {isIssued ? (
            <VersionBadges states={versionStates(version, { isCurrent, nowMs: Date.now() })} />
          ) : (
            <NotIssuedBadge />
          )}
        </td>
        <td className="truncate">{version.createdOn ? <RelativeTime date={version.createdOn} /> : none}</td>
        <td className="truncate">{isIssued ? <ExpiryWords expiresOn={version.expiresOn} /> : none}</td>
        <td className="truncate font-mono text-xs">{version.thumbprint ?? none}</td>
        <td className="sticky right-0 bg-inherit text-right">
          <Menu
            align="end"
            trigger={
              <IconButton label={`More for version ${version.version.slice(0, 8)}`} size="sm">
                <Ellipsis aria-hidden />
              </IconButton>
            }
          >
            <MenuItem
              icon={version.enabled ? <Ban aria-hidden /> : <CircleCheck aria-hidden />}
              disabledReason={object.whyNot('update') ?? (!isIssued && 'It is not issued yet.')}
              onSelect={() => onAction({ kind: 'setEnabled', version: version.version })}
            >
              {version.enabled ? 'Disable version' : 'Enable version'}
            </MenuItem>
            <MenuItem
              icon={<Tags aria-hidden />}
              disabledReason={object.whyNot('update')}
              onSelect={() => onAction({ kind: 'editTags', version: version.version })}
            >
              Edit tags
            </MenuItem>
          </Menu>
        </td>
      </tr>
      {isOpen ? (
        <tr className="bg-selected">
          <td colSpan={6} className="border-b px-4 pt-1 pb-3 sm:px-6">
            <div className="pl-4">
              <CertificateVersionDetail object={object} version={version} />
            </div>
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}
