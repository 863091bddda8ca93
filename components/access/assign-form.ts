import type { RoleDefinition } from '@/lib/domain/access-estate.ts'
import { actionsOf } from '@/lib/domain/least-role.ts'
import { nameCondition, ObjectPath, secretNamesIn } from '@/lib/domain/role-assignment.ts'

/** What the dialog holds of a role to assign. */
export interface AssignForm {
  roleId: string
  place: 'vault' | 'secrets' | 'keys' | 'certificates'
  objectName: string
  match: 'all' | 'equals' | 'startsWith'
  names: string
  reason: string
}

export interface CheckedForm {
  object: ObjectPath | null
  condition: string | undefined
  /** A place at which the effect can be looked at: a condition on names says nothing of a whole vault. */
  example: ObjectPath | null
  errors: { objectName?: string; names?: string }
}

/** What of the form makes sense. */
export function checkAssignForm({ place, objectName, match, names }: AssignForm): CheckedForm {
  const errors: CheckedForm['errors'] = {}
  const typed = ObjectPath.safeParse(`${place}/${objectName.trim()}`)
  const object = place !== 'vault' && typed.success ? typed.data : null
  if (place !== 'vault' && !object) errors.objectName = 'Name it: 1 to 127 letters, digits and hyphens.'
  const found = place === 'vault' && match !== 'all' ? secretNamesIn(names) : null
  if (place === 'vault' && match !== 'all' && !found) {
    errors.names = 'Names of secrets, or how they begin, with commas between them: letters, digits and hyphens.'
  }
  const condition = found && match !== 'all' ? nameCondition({ match, texts: found }) : undefined
  return { object, condition, example: object ?? (found?.[0] ? `secrets/${found[0]}` : null), errors }
}

/** Whether a condition on the names of secrets means anything for a role: it must reach secrets. */
export function isOnSecrets(role: RoleDefinition): boolean {
  return actionsOf(role).some(({ collection, kind }) => kind === 'data' && collection === 'secrets')
}
