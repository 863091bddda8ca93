'use client'

import type { ObjectKind } from '@/lib/domain/object.ts'
import { ObjectPath } from '@/lib/domain/role-assignment.ts'
import { ObjectTitle } from '../object-icon.tsx'
import { ObjectTabs } from '../object-tabs.tsx'
import { PageHeader } from '../page-header.tsx'
import { AccessView } from './access-view.tsx'

/** Who can reach one secret, key or certificate. */
export function ObjectAccessPage({ kind, vaultName, name }: { kind: ObjectKind; vaultName: string; name: string }) {
  const object = ObjectPath.safeParse(`${kind}s/${name}`)
  return (
    <>
      <PageHeader
        title={<ObjectTitle kind={kind} name={name} />}
        tabs={<ObjectTabs kind={kind} vaultName={vaultName} name={name} />}
      >
        <p className="mt-1 text-muted">Who can reach it in {vaultName}, by what, and what they can do with it.</p>
      </PageHeader>
      <AccessView vaultName={vaultName} object={object.success ? object.data : null} />
    </>
  )
}
