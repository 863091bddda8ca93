'use client'

import { useQuery } from '@tanstack/react-query'
import { scopeWords } from '@/lib/domain/access-source.ts'
import { roleAssignmentQueries } from '@/lib/queries/role-assignments.ts'

/** An assignment that the log names, by its role and scope; by its id where it is gone or not to be read. */
export function AssignmentName({ vaultName, id }: { vaultName: string; id: string }) {
  const { data } = useQuery({ ...roleAssignmentQueries.ofVault(vaultName), enabled: id !== '' })
  if (id === '') return <span className="text-faint text-xs">none told</span>
  const assignment = data?.assignments.find(({ name }) => name.toLowerCase() === id.toLowerCase())
  const role = data?.roles.find((one) => one.id.toLowerCase() === assignment?.roleDefinitionId.toLowerCase())
  if (!assignment || !role) {
    return (
      <span className="font-mono text-xs" title={data ? `${id}, no longer there or not yours to read` : id}>
        {id.slice(0, 8)}
      </span>
    )
  }
  return (
    <span title={`${assignment.id} at ${assignment.scope}`}>
      {role.roleName}
      <span className="block text-muted text-xs">{scopeWords(assignment.scope)}</span>
    </span>
  )
}
