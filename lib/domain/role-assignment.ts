import * as z from 'zod/mini'
import { parseCondition } from './access-condition-syntax.ts'
import { SecretName } from './names.ts'

const Guid = z.pipe(
  z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'It is not a GUID.')),
  z.transform((text) => text.toLowerCase()),
)

/** One object of a vault by its collection, as in Key Vault's own addresses: `secrets/db-password`. */
export const ObjectPath = z
  .string()
  .check(z.regex(/^(secrets|keys|certificates)\/[0-9A-Za-z-]{1,127}$/, 'An object is named like secrets/db-password.'))
export type ObjectPath = z.infer<typeof ObjectPath>

export const PrincipalType = z.enum(['User', 'Group', 'ServicePrincipal'])
export type PrincipalType = z.infer<typeof PrincipalType>

/** A role to assign. https://learn.microsoft.com/rest/api/authorization/role-assignments/create */
export const NewRoleAssignment = z.strictObject({
  /**
   * The assignment's own GUID, made by the browser once for each dialog: whatever becomes of an answer, the same grant
   * cannot come about twice.
   */
  assignmentName: Guid,
  roleDefinitionId: Guid,
  principalId: Guid,
  /** Spares Azure the look-up that fails for a principal made a moment ago. */
  principalType: PrincipalType,
  /** Absent for the whole vault. */
  object: z.optional(ObjectPath),
  condition: z.optional(
    z
      .string()
      .check(
        z.maxLength(8_000, 'A condition has at most 8,000 characters.'),
        z.refine(isCondition, 'It is not a condition of version 2.0.'),
      ),
  ),
  /** Why, for whoever looks at the assignment later. Azure shows it to everybody who may read the assignment. */
  description: z.optional(z.string().check(z.maxLength(1_024, 'A reason has at most 1,024 characters.'))),
})
export type NewRoleAssignment = z.infer<typeof NewRoleAssignment>

function isCondition(text: string): boolean {
  try {
    parseCondition(text)
    return true
  } catch {
    return false
  }
}

/** A role that was assigned; `isFound` where its answer was lost and it was found there afterwards. */
export const AssignedRole = z.object({ assignmentName: z.string(), scope: z.string(), isFound: z.boolean() })
export type AssignedRole = z.infer<typeof AssignedRole>

export const RemovedRole = z.object({
  assignmentName: z.string(),
  /** True where it was gone before: somebody else removed it. */
  wasGone: z.boolean(),
})
export type RemovedRole = z.infer<typeof RemovedRole>

export const AssignmentName = Guid
/** A group whose members are to be told with a reading. */
export const AssignmentReading = z.object({ principal: z.optional(Guid) })
export const AssignmentPlace = z.object({ object: z.optional(ObjectPath) })

/** Which secrets a condition lets a role reach. */
export interface NameCondition {
  match: 'equals' | 'startsWith'
  /** Names, or beginnings of names. */
  texts: readonly string[]
}

/**
 * The condition that holds a role to secrets of certain names. A list names no secret, so it holds for none, and the list
 * of the vault becomes empty to whoever has nothing else.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-abac
 */
export function nameCondition({ match, texts }: NameCondition): string {
  const attribute = '@Resource[Microsoft.KeyVault/vaults/secrets:name]'
  const operator = match === 'equals' ? 'StringEqualsIgnoreCase' : 'StringStartsWithIgnoreCase'
  const values = texts.map((text) => `'${text.replaceAll("'", "''")}'`)
  return `(${attribute} ForAnyOfAnyValues:${operator} {${values.join(', ')}})`
}

/** Names in a text, by commas, blanks or lines; null where one could be no name of a secret. */
export function secretNamesIn(text: string): string[] | null {
  const names = text.split(/[\s,;]+/).filter(Boolean)
  return names.length > 0 && names.every((name) => SecretName.safeParse(name).success) ? names : null
}
