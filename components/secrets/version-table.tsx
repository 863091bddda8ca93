'use client'

import type { RefObject } from 'react'
import { VersionList } from '@/components/version-list.tsx'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import type { SecretAction } from './secret-dialogs.tsx'
import type { SecretObject } from './use-secret-object.ts'
import { VersionRow } from './version-row.tsx'

const headings = [
  { name: 'Version', width: 'w-36' },
  { name: 'State', width: 'w-52' },
  { name: 'Written', width: 'w-32' },
  { name: 'By' },
  { name: 'Expiry', width: 'w-48' },
  { name: 'Value', width: 'w-48' },
  { name: 'Actions', width: 'w-40' },
]

export interface VersionTableProps {
  secret: SecretObject
  current: SecretVersion
  /** What scrolls: the page, so that facts and versions move as one. */
  scroller: RefObject<HTMLDivElement | null>
  /** The version that the address names: its row is open. */
  selected: string | null
  onSelect: (version: string | null) => void
  onAction: (action: SecretAction) => void
}

/** Every version of a secret, each with its value behind dots. */
export function VersionTable({ secret, onAction, ...props }: VersionTableProps) {
  return (
    <VersionList
      noun="secret"
      headings={headings}
      versions={secret.versions}
      isComplete={secret.isComplete}
      {...props}
      renderRow={(frame, key) => <VersionRow key={key} {...frame} secret={secret} onAction={onAction} />}
    />
  )
}
