import type { PrincipalType, State } from '../state.ts'

/** What the directory says of an object id; undefined for one that is gone. */
export function principalTypeOf({ accounts, groups, servicePrincipals }: State, id: string): PrincipalType | undefined {
  const isIt = ({ objectId }: { objectId: string }) => objectId.toLowerCase() === id.toLowerCase()
  if (accounts.some(isIt)) return 'User'
  if (groups.some(isIt)) return 'Group'
  return servicePrincipals.some(isIt) ? 'ServicePrincipal' : undefined
}

/** @returns empty for one that is gone */
export function displayNameOf({ accounts, groups, servicePrincipals }: State, id: string): string {
  const named = [...accounts, ...groups, ...servicePrincipals]
  return named.find(({ objectId }) => objectId.toLowerCase() === id.toLowerCase())?.displayName ?? ''
}
