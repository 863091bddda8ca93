import type { Caller } from '../entra/access-token.ts'
import { GraphError } from '../errors.ts'
import { type DirectoryObject, type Kind, kinds, odataType } from './directory.ts'

/** An application that acts as itself would need roles of Graph; the emulator's applications were given none. */
function mayRead(caller: Caller, kind: Kind): boolean {
  return !caller.isAppOnly && kinds[kind].scopes.some((one) => caller.scopes.includes(one))
}

/** @throws GraphError 403 when the token has no permission for any of the kinds */
export function requireAny(caller: Caller, wanted: readonly Kind[]): void {
  if (!wanted.some((kind) => mayRead(caller, kind))) throw requestDenied()
}

/** A person reads themselves with `User.Read` alone. @throws GraphError 403 */
export function requireSelf(caller: Caller): void {
  const isEnough = caller.scopes.includes('User.Read') || mayRead(caller, 'user')
  if (caller.isAppOnly || !isEnough) throw requestDenied()
}

function requestDenied(): GraphError {
  return new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
}

/**
 * An object within a list of several kinds: one of a kind that the token may not read shows its type and id alone.
 * @see https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
export function shownIn(caller: Caller, { kind, id, properties }: DirectoryObject): Record<string, unknown> {
  const type = { '@odata.type': odataType(kind) }
  if (mayRead(caller, kind)) return { ...type, ...properties }
  return { ...type, ...Object.fromEntries(Object.keys(properties).map((name) => [name, null])), id }
}
