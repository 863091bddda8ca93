import 'server-only'
import type { ObjectKind, ObjectRow } from '../domain/object.ts'
import { isoDate } from './secret-mapping.ts'

/** What the SDKs' properties of secrets, keys and certificates have in common, and what one of them has. */
interface AzureObject {
  name?: string | undefined
  enabled?: boolean | undefined
  createdOn?: Date | undefined
  updatedOn?: Date | undefined
  expiresOn?: Date | undefined
  notBefore?: Date | undefined
  contentType?: string | undefined
  tags?: Record<string, string> | undefined
  managed?: boolean | undefined
  recoveryLevel?: string | undefined
  hsmPlatform?: string | undefined
}

/** A row of the list over all vaults, from the SDKs' shapes. */
export function toObjectRow(vaultName: string, kind: ObjectKind, azure: AzureObject): ObjectRow {
  return {
    kind,
    vaultName,
    name: azure.name ?? '',
    enabled: azure.enabled ?? true,
    createdOn: isoDate(azure.createdOn),
    updatedOn: isoDate(azure.updatedOn),
    expiresOn: isoDate(azure.expiresOn),
    notBefore: isoDate(azure.notBefore),
    contentType: azure.contentType || null,
    tags: { ...azure.tags },
    managed: azure.managed ?? false,
    recoveryLevel: azure.recoveryLevel ?? null,
    // Platform 0 is software; every other number is a generation of hardware modules.
    isHsm: azure.hsmPlatform === undefined ? null : azure.hsmPlatform !== '0',
  }
}
