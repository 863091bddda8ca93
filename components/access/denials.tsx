import { Ban } from 'lucide-react'
import { deedLine } from '@/lib/domain/access-deeds.ts'
import { reaches } from '@/lib/domain/access-scope.ts'
import { scopeWords } from '@/lib/domain/access-source.ts'
import { actionsOf } from '@/lib/domain/least-role.ts'
import type { ObjectPath } from '@/lib/domain/role-assignment.ts'
import type { AccessReading } from './use-access-reading.ts'

const everybody = '00000000-0000-0000-0000-000000000000'

/** What is denied here, whatever a role allows. */
export function Denials({ told, object }: { told: AccessReading; object: ObjectPath | null }) {
  const { denyAssignments, vault } = told.reading
  const place = object ? `${vault.id}/${object}` : vault.id
  const near = denyAssignments.filter(
    ({ scope }) => reaches(scope, place, vault.managementGroupIds) || (!object && reaches(vault.id, scope)),
  )
  if (near.length === 0) return null
  const names = (ids: readonly string[]) =>
    ids.map((id) => (id === everybody ? 'everybody' : told.principal(id).name)).join(', ')
  return (
    <section aria-labelledby="denied" className="px-4 py-4 sm:px-6">
      <h2 id="denied" className="pb-1 font-semibold text-base">
        Denied, whatever a role allows
      </h2>
      <ul className="flex flex-col gap-2">
        {near.map(({ id, name, scope, permissions, principalIds, excludedPrincipalIds }) => {
          const { text, more } = deedLine(actionsOf({ id, roleName: name, permissions }), 6)
          return (
            <li key={id} className="flex items-start gap-2">
              <Ban className="mt-0.5 size-4 shrink-0 text-danger" aria-hidden />
              <span>
                <strong className="font-medium">{name}</strong> denies {names(principalIds)}
                {excludedPrincipalIds.length > 0 ? ` except ${names(excludedPrincipalIds)}` : ''}:{' '}
                {text || 'actions that are none of a vault’s'}
                {more > 0 ? ` and ${more} more` : ''}.
                <span className="block text-muted text-xs">
                  At {scopeWords(scope)}. On data it counts where roles decide.
                </span>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
