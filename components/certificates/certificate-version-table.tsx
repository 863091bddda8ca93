'use client'

import type { RefObject } from 'react'
import { VersionList } from '@/components/version-list.tsx'
import type { CertificateAction } from './certificate-dialogs.tsx'
import { CertificateVersionRow } from './certificate-version-row.tsx'
import type { CertificateObject } from './use-certificate-object.ts'

const headings = [
  { name: 'Version', width: 'w-36' },
  { name: 'State', width: 'w-52' },
  { name: 'Made', width: 'w-36' },
  { name: 'Expiry', width: 'w-48' },
  { name: 'Thumbprint (SHA-1)' },
  { name: 'Actions', width: 'w-24' },
]

export interface CertificateVersionTableProps {
  object: CertificateObject
  scroller: RefObject<HTMLDivElement | null>
  selected: string | null
  onSelect: (version: string | null) => void
  onAction: (action: CertificateAction) => void
}

/** Every version of a certificate. Who an older one says it is, is read when its row is opened. */
export function CertificateVersionTable({ object, onAction, ...props }: CertificateVersionTableProps) {
  const { versions, current, isComplete } = object
  return (
    <VersionList
      noun="certificate"
      headings={headings}
      versions={versions}
      current={versions.find(({ version }) => version === current?.version)}
      isComplete={isComplete}
      {...props}
      renderRow={(frame, key) => <CertificateVersionRow key={key} {...frame} object={object} onAction={onAction} />}
    />
  )
}
