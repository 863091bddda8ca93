import type { AuditEvent } from './audit-event.ts'
import type { Principal } from './principal.ts'

/** Who called, as far as the directory and the log tell. */
export interface AuditCaller {
  /** Object id; empty where the log does not say. */
  id: string
  name: string
  kind: 'person' | 'application' | 'managedIdentity' | 'unknown'
}

/** By object id, for `callerOf`. */
export const byId = (principals: readonly Principal[]) => new Map(principals.map((one) => [one.id, one]))

/**
 * The caller's name by the directory; else by the token's claims: a person's sign-in name, or the resource that a managed
 * identity belongs to; else the id. A caller without a name there may be deleted, or of another directory.
 */
export function callerOf(
  event: Pick<AuditEvent, 'callerId' | 'callerName' | 'identityResource' | 'applicationId'>,
  principals: ReadonlyMap<string, Principal>,
): AuditCaller {
  const id = event.callerId
  const known = principals.get(id)
  const resource = event.identityResource.slice(event.identityResource.lastIndexOf('/') + 1)
  const isManaged = known?.isManagedIdentity || resource !== ''
  const kind = isManaged
    ? 'managedIdentity'
    : known?.type === 'User' || event.callerName
      ? 'person'
      : known || event.applicationId
        ? 'application'
        : 'unknown'
  return { id, kind, name: known?.name || event.callerName || resource || id || event.applicationId || 'Not told' }
}
