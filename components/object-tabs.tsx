'use client'

import type { ObjectKind } from '@/lib/domain/object.ts'
import { pages } from '@/lib/routes.ts'
import { TabLinks } from './tab-links.tsx'

const pageOf = { secret: pages.secret, key: pages.key, certificate: pages.certificate } as const

/** The pages of one object. */
export function ObjectTabs({ kind, vaultName, name }: { kind: ObjectKind; vaultName: string; name: string }) {
  const page = pageOf[kind](vaultName, name)
  return (
    <TabLinks
      label="Object"
      tabs={[
        { label: 'Versions', href: page },
        { label: 'Access', href: pages.accessOf(page) },
        { label: 'Activity', href: pages.activityOf(page) },
      ]}
    />
  )
}
