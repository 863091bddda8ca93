import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { OwnPermissions } from '../domain/own-access.ts'
import { PrincipalList } from '../domain/principal.ts'
import { AssignedRole, type NewRoleAssignment, type ObjectPath, RemovedRole } from '../domain/role-assignment.ts'
import { VaultAssignments } from '../domain/vault-assignments.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'

export const roleAssignmentQueries = {
  /** Who holds which role at a vault. `group` is one whose members are to be told too. */
  ofVault: (vaultName: string, group?: string) =>
    queryOptions({
      queryKey: ['access', 'assignments', vaultName, group ?? null],
      queryFn: ({ signal }) => apiFetch(VaultAssignments, api.roleAssignments(vaultName, group), { signal }),
    }),

  /** People, groups and applications by the beginning of a word of their names. */
  principals: (search: string) =>
    queryOptions({
      queryKey: ['principals', search],
      queryFn: ({ signal }) => apiFetch(PrincipalList, api.principals(search), { signal }),
    }),
}

export const ownPermissionQueries = {
  /** What the person's own roles allow at a vault or one object of it. A hint: each call is decided by Azure. */
  at: (vaultName: string, object: ObjectPath | null) =>
    queryOptions({
      queryKey: ['vaults', 'permissions', vaultName, object],
      queryFn: ({ signal }) => apiFetch(OwnPermissions, api.ownPermissions(vaultName, object ?? undefined), { signal }),
    }),
}

/** Assigns a role. Sent once; its name is the caller's own, so that a second try cannot make a second one. */
export function useAssignRole(vaultName: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (body: NewRoleAssignment) =>
      apiFetch(AssignedRole, api.roleAssignments(vaultName), { method: 'POST', body }),
    onSettled: () => staleAccess(cache),
  })
}

export function useRemoveRole(vaultName: string) {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: ({ assignmentName, object }: { assignmentName: string; object: ObjectPath | null }) =>
      apiFetch(RemovedRole, api.roleAssignment(vaultName, assignmentName, object ?? undefined), { method: 'DELETE' }),
    onSettled: () => staleAccess(cache),
  })
}

/** What was known of who may do what, and what a person may do themselves, is read again. */
function staleAccess(cache: ReturnType<typeof useQueryClient>): void {
  void cache.invalidateQueries({ queryKey: ['access'] })
  void cache.invalidateQueries({ queryKey: ['vaults'] })
}
