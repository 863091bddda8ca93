import type { AccessPolicyEntry, DenyAssignment, RoleAssignment, RoleDefinition } from './access-estate.ts'
import type { ObjectCollection } from './rights.ts'

/** One thing that somebody may or may not do: to the vault's data, or to the vault as a resource. */
export type AccessQuestion =
  | {
      kind: 'data'
      collection: ObjectCollection
      dataAction: string
      /** The permission of an access policy. */
      policyPermission: string
      /** Absent for what is asked of the vault, such as a list. */
      objectName?: string
    }
  | { kind: 'management'; action: string }

/** Why: from the principal to the rule that decides. */
export type Chain =
  | {
      kind: 'assignment'
      /** The principal, and the groups by which the assignment reaches it. */
      way: readonly string[]
      assignment: RoleAssignment
      role: RoleDefinition
      /** The action that the role allows: the one asked for, or the one by which a right can be had. */
      action: string
    }
  | { kind: 'policy'; way: readonly string[]; entry: AccessPolicyEntry }

/**
 * What one principal can do. The strongest that holds:
 * - `can` now;
 * - `unknown`: a condition decides, which cannot be told from here;
 * - `couldActivate`: by a role that it is eligible for;
 * - `couldGrantItself`: it may assign a role, or write an access policy, that allows it;
 * - `cannot`: by a deny assignment, or because nothing allows it. Entries of another application are named.
 */
export type Verdict =
  | { outcome: 'can' | 'unknown' | 'couldActivate' | 'couldGrantItself'; chains: readonly Chain[] }
  | { outcome: 'cannot'; deniedBy: readonly DenyAssignment[]; throughOtherApplications: readonly AccessPolicyEntry[] }
