import type { RoleAssignment, State } from './state.ts'

const ends = new WeakMap<readonly RoleAssignment[], number>()

/** Takes away the role assignments whose time has passed, as the service does by itself. */
export function endRoleAssignments(state: State, nowSeconds: number): void {
  const list = state.roleAssignments
  const first = ends.get(list) ?? firstEnd(list)
  ends.set(list, first)
  if (nowSeconds >= first)
    state.roleAssignments = list.filter(({ endsOn }) => endsOn === undefined || nowSeconds < endsOn)
}

function firstEnd(list: readonly RoleAssignment[]): number {
  return list.reduce((first, { endsOn = first }) => Math.min(first, endsOn), Number.POSITIVE_INFINITY)
}
