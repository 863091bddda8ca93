import { Ban, Check } from 'lucide-react'
import type { NamedPrincipal as Named } from '@/lib/domain/access-holding.ts'
import { grantWords, policyKey } from '@/lib/domain/access-policy.ts'
import type { EntryPlan, PolicyPlan } from '@/lib/domain/policy-plan.ts'
import { NamedPrincipal } from '../access/named-principal.tsx'
import { Badge } from '../ui/badge.tsx'

export interface PlanPartProps {
  plan: PolicyPlan
  named: (id: string) => Named
}

const notMapped: Record<Exclude<EntryPlan['outcome'], 'roles'>, string> = {
  compound:
    'Not mapped: roles know no entry for one application. Give the person a role for all applications, or none.',
  gone: 'Not mapped: the directory does not know it, and Azure assigns nothing to it. Remove the entry.',
  nothing: 'It permits nothing, so it needs nothing.',
}

/** Each entry, and the roles that take its place. */
export function PlanEntries({ plan, named }: PlanPartProps) {
  return (
    <section aria-labelledby="plan-entries">
      <h2 id="plan-entries" className="pb-2 font-semibold text-base">
        What becomes of each entry
      </h2>
      <div className="overflow-x-auto">
        <table className="w-full min-w-[56rem] border-collapse border-t text-left align-top text-sm">
          <caption className="sr-only">Entries and the roles that take their place</caption>
          <thead className="text-muted text-xs">
            <tr className="border-b [&_th]:h-8 [&_th]:px-2 [&_th]:font-medium">
              <th scope="col">Principal</th>
              <th scope="col">The entry permits</th>
              <th scope="col">Roles on the vault</th>
              <th scope="col">What it gets besides</th>
            </tr>
          </thead>
          <tbody>
            {plan.entries.map(({ entry, outcome, template, roles, over }) => (
              <tr key={policyKey(entry)} className="border-b align-top [&>*]:px-2 [&>*]:py-2">
                <th scope="row" className="w-64 font-normal">
                  <NamedPrincipal principal={named(entry.objectId)} />
                </th>
                <td className="w-80 text-xs">
                  {grantWords(entry.permissions)}
                  {template ? <span className="block text-muted">Template: {template}</span> : null}
                </td>
                <td className="w-72">
                  {outcome === 'roles' ? (
                    <ul className="flex flex-col gap-1">
                      {roles.map(({ id, roleName, isCustom, isHeld }) => (
                        <li key={id} className="flex flex-wrap items-center gap-1.5">
                          {roleName}
                          {isCustom ? <Badge tone="info">Custom role, to be made</Badge> : null}
                          {isHeld ? <Badge icon={<Check aria-hidden />}>Held already</Badge> : null}
                        </li>
                      ))}
                    </ul>
                  ) : (
                    <span className="flex items-start gap-1.5 text-warning text-xs">
                      <Ban className="mt-0.5 size-3.5 shrink-0" aria-hidden />
                      {notMapped[outcome]}
                    </span>
                  )}
                </td>
                <td className="text-xs">
                  {over.length > 0 ? (
                    over.map(({ words }) => words).join(', ')
                  ) : (
                    <span className="text-muted">{outcome === 'roles' ? 'Nothing' : ''}</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
