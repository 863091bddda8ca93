import 'server-only'
import type { DeletedObject } from '../domain/deleted-object.ts'
import type { ObjectKind } from '../domain/object.ts'
import { isoDate } from './secret-mapping.ts'

interface Deletion {
  deletedOn?: Date | undefined
  scheduledPurgeDate?: Date | undefined
}

/** What the SDKs' deleted secrets, keys and certificates have in common. A key keeps its dates among its properties. */
export interface AzureDeletedObject extends Deletion {
  name: string
  properties: Deletion & {
    recoveryLevel?: string | undefined
    managed?: boolean | undefined
    tags?: Record<string, string> | undefined
  }
}

/** A row of the list of deleted objects, from the SDKs' shapes. */
export function toDeletedObject(kind: ObjectKind, azure: AzureDeletedObject): DeletedObject {
  const { name, properties } = azure
  return {
    kind,
    name,
    deletedOn: isoDate(azure.deletedOn ?? properties.deletedOn),
    scheduledPurgeDate: isoDate(azure.scheduledPurgeDate ?? properties.scheduledPurgeDate),
    recoveryLevel: properties.recoveryLevel ?? null,
    managed: properties.managed ?? false,
    tags: { ...properties.tags },
  }
}
