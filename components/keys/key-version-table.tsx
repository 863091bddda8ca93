'use client'

import type { RefObject } from 'react'
import { VersionList } from '@/components/version-list.tsx'
import type { KeyAction } from './key-dialogs.tsx'
import { KeyVersionRow } from './key-version-row.tsx'
import type { KeyObject } from './use-key-object.ts'

const headings = [
  { name: 'Version', width: 'w-36' },
  { name: 'State', width: 'w-52' },
  { name: 'Made', width: 'w-40' },
  { name: 'Expiry', width: 'w-52' },
  { name: 'Tags' },
  { name: 'Actions', width: 'w-40' },
]

export interface KeyVersionTableProps {
  object: KeyObject
  scroller: RefObject<HTMLDivElement | null>
  selected: string | null
  onSelect: (version: string | null) => void
  onAction: (action: KeyAction) => void
}

/** Every version of a key. Type and operations of an older one are read when its row is opened. */
export function KeyVersionTable({ object, onAction, ...props }: KeyVersionTableProps) {
  const { versions, current, isComplete } = object
  return (
    <VersionList
      noun="key"
      headings={headings}
      versions={versions}
      current={versions.find(({ version }) => version === current?.version)}
      isComplete={isComplete}
      {...props}
      renderRow={(frame, key) => <KeyVersionRow key={key} {...frame} object={object} onAction={onAction} />}
    />
  )
}
