import { type Command, commandLine } from '@/lib/domain/command-line.ts'
import { assignCommands, type RoleGrant, removeCommands } from '@/lib/domain/role-commands.ts'
import type { JudgedAssignment } from '@/lib/domain/unused-assignments.ts'

const typeOf = { user: 'User', group: 'Group', servicePrincipal: 'ServicePrincipal', unknown: undefined } as const
const tools = ['Azure CLI', 'PowerShell'] as const

/** Takes the assignment away, or puts what would do in its place first; and what undoes it. */
export function shrinkCommands({ assignment, roleName, smaller }: JudgedAssignment): {
  apply: Command[]
  undo: Command[]
} {
  const principalType = typeOf[assignment.principalType]
  const old: RoleGrant = {
    roleName,
    roleDefinitionId: assignment.roleDefinitionId,
    principalId: assignment.principalId,
    ...(principalType && { principalType }),
    scope: assignment.scope,
    ...(assignment.condition && { condition: assignment.condition }),
  }
  const grants = smaller.map(({ role, scope }): RoleGrant => {
    const { condition: _, ...same } = old
    return { ...same, roleName: role.roleName, roleDefinitionId: role.id, scope }
  })
  const lines = (tool: string, of: Command[]) => of.find(({ label }) => label === tool)?.text ?? ''
  return {
    apply: tools.map((label) => ({
      label,
      text: [
        ...grants.map((grant) => lines(label, assignCommands(grant))),
        lines(label, removeCommands(assignment.id, old)),
      ].join('\n'),
    })),
    undo: tools.map((label) => ({
      label,
      text: [
        lines(label, assignCommands(old)),
        ...grants.map((grant) =>
          label === 'Azure CLI' ? removedByRole(grant) : lines(label, removeCommands('', grant)),
        ),
      ].join('\n'),
    })),
  }
}

/** The assignment that was just made has an id that is not known here: its role, principal and scope name it as well. */
function removedByRole({ principalId, roleName, scope }: RoleGrant): string {
  return commandLine(
    'az',
    'role',
    'assignment',
    'delete',
    '--assignee',
    principalId,
    '--role',
    roleName,
    '--scope',
    scope,
  )
}
