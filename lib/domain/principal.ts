import * as z from 'zod/mini'
import { PrincipalType } from './role-assignment.ts'

/** Somebody or something that can hold a role, as the directory names it. */
export const Principal = z.object({
  /** Object id, lower case. */
  id: z.string(),
  type: PrincipalType,
  name: z.string(),
  /** What tells it from others of that name: an address, or an application's id. */
  detail: z.optional(z.string()),
  /** An identity that Azure keeps for a resource. */
  isManagedIdentity: z.optional(z.boolean()),
})
export type Principal = z.infer<typeof Principal>

export const PrincipalList = z.object({ items: z.array(Principal) })

/** What is searched for among names: a few characters at least, or the directory would be listed. */
export const PrincipalSearch = z.object({
  search: z
    .string()
    .check(z.minLength(2, 'Type at least two characters.'), z.maxLength(100, 'That is too long for a name.')),
})

export const principalTypeWords: Record<PrincipalType, string> = {
  User: 'person',
  Group: 'group',
  ServicePrincipal: 'application or managed identity',
}
