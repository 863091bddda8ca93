import { TriangleAlert } from 'lucide-react'
import type { PlannedLoss } from '@/lib/domain/policy-plan.ts'
import type { PlanPartProps } from './plan-entries.tsx'

const reasons: Record<PlannedLoss['reason'], string> = {
  compound: 'its entry counts for one application alone, which no role can',
  gone: 'the directory does not know it',
  denied: 'a deny assignment forbids it, which access policies never asked',
  aside: 'to cancel a certificate request, roles ask for the right to delete certificates',
  uncertain: 'a condition or an activation decides it',
}

/** Everything that somebody can do now and could not afterwards, by principal. */
export function PlanLosses({ plan, named }: PlanPartProps) {
  const byPrincipal = Map.groupBy(plan.losses, ({ principalId, reason }) => `${principalId} ${reason}`)
  return (
    <section aria-labelledby="plan-losses">
      <h2 id="plan-losses" className="pb-2 font-semibold text-base">
        {byPrincipal.size > 0 ? 'Who loses something by it' : 'Nobody loses anything by it'}
      </h2>
      <ul className="flex flex-col gap-2 text-sm">
        {[...byPrincipal].map(([key, losses]) => {
          const [first] = losses
          if (!first) return null
          const permissions = [...new Set(losses.map(({ collection, permission }) => `${collection} ${permission}`))]
          return (
            <li key={key} className="flex items-start gap-2">
              <TriangleAlert className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
              <span>
                <span className="font-medium">{named(first.principalId).name}</span>: {reasons[first.reason]}.{' '}
                <span className="text-muted">Lost: {permissions.join(', ')}.</span>
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
