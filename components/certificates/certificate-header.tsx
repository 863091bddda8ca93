'use client'

import { Archive, Ban, CircleCheck, Download, Ellipsis, FileUp, RefreshCw, Tags, Trash2 } from 'lucide-react'
import { ObjectTitle } from '@/components/object-icon.tsx'
import { ObjectTabs } from '@/components/object-tabs.tsx'
import { PageHeader } from '@/components/page-header.tsx'
import { VersionBadges } from '@/components/secrets/secret-badges.tsx'
import { Button } from '@/components/ui/button.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Menu, MenuItem } from '@/components/ui/menu.tsx'
import type { CertificateRequest, CurrentCertificate } from '@/lib/domain/certificate.ts'
import { versionStates } from '@/lib/domain/expiry.ts'
import { NotIssuedBadge } from './certificate-columns.tsx'
import type { CertificateAction } from './certificate-dialogs.tsx'
import { saveCertificate } from './save-certificate.ts'
import type { CertificateObject } from './use-certificate-object.ts'

export interface CertificateHeaderProps {
  object: CertificateObject
  onAction: (action: CertificateAction) => void
}

/** The certificate's name, its state, and what can be done with it as a whole. */
export function CertificateHeader({ object, onAction }: CertificateHeaderProps) {
  const { current, place } = object
  return (
    <PageHeader
      title={<ObjectTitle kind="certificate" name={place.certificateName} />}
      tabs={<ObjectTabs kind="certificate" vaultName={place.vaultName} name={place.certificateName} />}
      actions={current ? <Actions object={object} current={current} onAction={onAction} /> : null}
    >
      <div className="mt-1 flex min-h-6 flex-wrap items-center gap-1">
        {current?.cer ? (
          <VersionBadges states={versionStates(current, { isCurrent: false, nowMs: Date.now() })} />
        ) : null}
        {current && !current.cer ? <NotIssuedBadge /> : null}
      </div>
    </PageHeader>
  )
}

export const notIssued = 'It is not issued yet.'

function Actions({ object, current, onAction }: CertificateHeaderProps & { current: CurrentCertificate }) {
  const { whyNot, place, request } = object
  const ask = (kind: CertificateAction['kind']) => () => onAction({ kind, version: current.version })
  const unlessIssued = current.cer === null && notIssued
  return (
    <>
      <Button variant="primary" disabledReason={whyNot('create') ?? pendingReason(request)} onClick={ask('newVersion')}>
        <RefreshCw aria-hidden />
        New version
      </Button>
      <Menu
        trigger={
          <Button disabledReason={unlessIssued}>
            <Download aria-hidden />
            Download
          </Button>
        }
      >
        <MenuItem onSelect={() => saveCertificate(place.certificateName, current, 'cer')}>CER (DER)</MenuItem>
        <MenuItem onSelect={() => saveCertificate(place.certificateName, current, 'pem')}>PEM</MenuItem>
      </Menu>
      <Button disabledReason={whyNot('update') ?? unlessIssued} onClick={ask('setEnabled')}>
        {current.enabled ? <Ban aria-hidden /> : <CircleCheck aria-hidden />}
        {current.enabled ? 'Disable' : 'Enable'}
      </Button>
      <Button disabledReason={whyNot('update')} onClick={ask('editTags')}>
        <Tags aria-hidden />
        Edit tags
      </Button>
      <Button variant="danger-quiet" disabledReason={whyNot('delete')} onClick={ask('delete')}>
        <Trash2 aria-hidden />
        Delete
      </Button>
      <Menu
        align="end"
        trigger={
          <IconButton label="More for this certificate">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem
          icon={<FileUp aria-hidden />}
          disabledReason={whyNot('import') ?? pendingReason(request)}
          onSelect={ask('importVersion')}
        >
          Import a version …
        </MenuItem>
        <MenuItem icon={<Archive aria-hidden />} disabledReason={whyNot('backup')} onSelect={ask('backup')}>
          Back up …
        </MenuItem>
      </Menu>
    </>
  )
}

/** While one request runs, Key Vault takes no other. */
export function pendingReason(request: CertificateRequest | null | undefined): string | null {
  return request?.status === 'inProgress'
    ? 'A request for this certificate is under way: merge what was signed, or cancel it first.'
    : null
}
