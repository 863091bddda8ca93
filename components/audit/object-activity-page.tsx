'use client'

import { useMemo } from 'react'
import type { ObjectKind } from '@/lib/domain/object.ts'
import { ObjectTitle } from '../object-icon.tsx'
import { ObjectTabs } from '../object-tabs.tsx'
import { PageHeader } from '../page-header.tsx'
import { ActivityView } from './activity-view.tsx'

/** Every call to one secret, key or certificate. */
export function ObjectActivityPage({ kind, vaultName, name }: { kind: ObjectKind; vaultName: string; name: string }) {
  const scope = useMemo(
    () => ({ vault: vaultName.toLowerCase(), object: `${kind}s/${name.toLowerCase()}` }),
    [kind, vaultName, name],
  )
  return (
    <>
      <PageHeader
        title={<ObjectTitle kind={kind} name={name} />}
        tabs={<ObjectTabs kind={kind} vaultName={vaultName} name={name} />}
      >
        <p className="mt-1 text-muted">Who called it in {vaultName}, from where, and by which right.</p>
      </PageHeader>
      <ActivityView scope={scope} />
    </>
  )
}
