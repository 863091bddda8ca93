import type { AccessHolding } from '@/lib/domain/access-holding.ts'
import { scopeWords } from '@/lib/domain/access-source.ts'
import { conditionWords } from '@/lib/domain/condition-words.ts'
import { Badge } from '../ui/badge.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'

const limits: Record<NonNullable<AccessHolding['limit']>, string> = {
  policiesDecide: 'The vault uses access policies: what this role allows on data means nothing here.',
  rolesDecide: 'The vault uses roles: this entry means nothing here.',
  otherApplication: 'Only through another application, so not in Strongroom.',
}

/** By what somebody reaches the place: role or policy, from where, through whom, and what narrows it. */
export function HoldingWay({ holding, nameOf }: { holding: AccessHolding; nameOf: (id: string) => string }) {
  const { kind, what, way, scope, place, assignment, limit } = holding
  return (
    <>
      <span className="font-medium">{kind === 'policy' ? 'Access policy' : what}</span>
      {kind === 'policy' ? <span className="block text-xs">{what}</span> : null}
      <span className="block text-muted text-xs">
        {way.length > 1 ? `Through ${way.slice(1).map(nameOf).join(' → ')}. ` : ''}
        {place === 'above' ? 'Inherited from ' : place === 'object' ? 'On one object alone: ' : 'On the vault'}
        {place === 'vault' ? '' : scopeWords(scope)}
      </span>
      {assignment?.condition ? <ConditionLine condition={assignment.condition} /> : null}
      {assignment?.description ? <span className="block text-xs">“{assignment.description}”</span> : null}
      {limit ? <span className="block text-warning text-xs">{limits[limit]}</span> : null}
      {assignment?.isEligible ? <Badge className="mt-0.5">Eligible: must be activated first</Badge> : null}
    </>
  )
}

function ConditionLine({ condition }: { condition: string }) {
  return (
    <span className="block text-xs" title={condition}>
      <span className="text-muted">Condition: </span>
      {conditionWords(condition) ?? <span className="font-mono text-2xs [overflow-wrap:anywhere]">{condition}</span>}
    </span>
  )
}

/** Since when and until when. */
export function HoldingTimes({ holding: { assignment } }: { holding: AccessHolding }) {
  if (!assignment) return <span className="text-muted text-xs">Azure keeps no date</span>
  return (
    <>
      {assignment.createdOn ? <RelativeTime date={assignment.createdOn} /> : '—'}
      {assignment.endsOn ? (
        <span className="block text-warning text-xs">
          {assignment.isEligible ? 'eligible, ends ' : 'ends '}
          <RelativeTime date={assignment.endsOn} />
        </span>
      ) : null}
    </>
  )
}

/** The assignment's own id, as the audit log names it. */
export function HoldingId({ holding: { assignment, what } }: { holding: AccessHolding }) {
  if (!assignment) return null
  return (
    <span className="flex items-center gap-0.5 font-mono text-2xs" title={assignment.id}>
      {assignment.name.slice(0, 8)}
      <CopyButton text={assignment.id} what={`id of the assignment of ${what}`} />
    </span>
  )
}
