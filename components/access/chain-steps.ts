import type { Chain, Verdict } from '@/lib/domain/access-verdict.ts'
import { deedOf } from '@/lib/domain/key-vault-action.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import type { VaultAccessReading } from './use-vault-access.ts'
import type { Step } from './verdict-steps.tsx'

interface Asked {
  access: Pick<VaultAccessReading, 'vault' | 'nameOf'>
  principalId: string
  object: ObjectPath | null
  action: string
}

/** The chain that decides, from the principal to the rule, one step for each link. */
export function chainSteps(chain: Chain, { access: { vault, nameOf }, action }: Asked): Step[] {
  const [principal = '', ...groups] = chain.way
  const who: Step[] = [
    { label: 'Principal', text: nameOf(principal), detail: principal },
    ...groups.map((id, at) => ({ label: at === 0 ? 'Group' : `in group ${at + 1}`, text: nameOf(id), detail: id })),
  ]
  if (chain.kind === 'policy') {
    return [
      ...who,
      { label: 'Policy', text: `An entry of the access policies of ${vault.name}` },
      { label: 'Action', text: deedOf(action), detail: action },
    ]
  }
  const { assignment, role } = chain
  return [
    ...who,
    {
      label: assignment.isEligible ? 'Eligible' : 'Assignment',
      text: `at ${scopeWords(assignment.scope, vault.id)}`,
      detail: assignment.scope,
    },
    { label: 'Role', text: role.roleName },
    ...(assignment.condition
      ? [{ label: 'Condition', text: 'counts only where it holds', detail: assignment.condition }]
      : []),
    { label: 'Action', text: deedOf(chain.action), detail: chain.action },
  ]
}

/** Why nothing allows it: what denies it, or that nothing was found. */
export function refusalSteps(verdict: Extract<Verdict, { outcome: 'cannot' }>, asked: Asked): Step[] {
  const { access, principalId, object, action } = asked
  const { vault, nameOf } = access
  const place = object ? `${object.split('/')[1]} in ${vault.name}` : vault.name
  return [
    { label: 'Principal', text: nameOf(principalId), detail: principalId },
    { label: 'Place', text: place, detail: `${vault.id}${object ? `/${object}` : ''}` },
    ...verdict.deniedBy.map(({ name, scope }) => ({ label: 'Denied by', text: name, detail: scope })),
    ...(verdict.throughOtherApplications.length > 0
      ? [{ label: 'But', text: 'An access policy names them through another application, which does not count here' }]
      : []),
    ...(verdict.deniedBy.length === 0
      ? [
          {
            label: 'Found',
            text:
              vault.permissionModel === 'rbac'
                ? 'No role of theirs, or of a group of theirs, that holds the action'
                : 'No access policy that names them or a group of theirs with this permission',
          },
        ]
      : []),
    { label: 'Action', text: deedOf(action), detail: action },
  ]
}

/** What a scope is, without its ids. */
function scopeWords(scope: string, vaultId: string): string {
  const lower = scope.toLowerCase()
  if (lower === '/') return 'the root of the tenant'
  if (lower === vaultId.toLowerCase()) return 'this vault'
  if (lower.startsWith(`${vaultId.toLowerCase()}/`)) return `one object, ${scope.split('/').at(-1)}`
  if (/\/managementgroups\//i.test(scope)) return `the management group ${scope.split('/').at(-1)}`
  return /\/resourcegroups\//i.test(scope) ? `the resource group ${scope.split('/').at(-1)}` : 'the subscription'
}
