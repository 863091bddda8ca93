import { type Deeds, deedLabel, deedLine, deedsAt } from '@/lib/domain/access-deeds.ts'
import type { AccessHolding } from '@/lib/domain/access-holding.ts'
import { ObjectPath } from '@/lib/domain/role-assignment.ts'
import type { AccessReading } from './use-access-reading.ts'

const outcomeWords: Record<Deeds['outcome'], string> = {
  can: '',
  unknown: 'Where a condition is met: ',
  couldActivate: 'After activation: ',
  couldGrantItself: 'Could give itself: ',
}

interface DeedLinesProps {
  told: AccessReading
  principalId: string
  object: ObjectPath | null
  holdings: readonly AccessHolding[]
}

/** What somebody can do, now and otherwise; on a vault also with the objects that something was given on alone. */
export function DeedLines({ told, principalId, object, holdings }: DeedLinesProps) {
  const { id, permissionModel } = told.reading.vault
  const alone = object
    ? []
    : [
        ...new Set(
          holdings.flatMap(({ place, scope }) => {
            const parsed = place === 'object' ? ObjectPath.safeParse(scope.slice(id.length + 1)) : null
            return parsed?.success ? [parsed.data] : []
          }),
        ),
      ]
  const here = deedsAt(told.access, principalId, object, permissionModel)
  const there = alone.map((one) => ({ one, deeds: deedsAt(told.access, principalId, one, permissionModel) }))
  if (here.length === 0 && there.every(({ deeds }) => deeds.length === 0)) {
    return <span className="text-muted">Nothing that Strongroom knows of</span>
  }
  return (
    <ul className="flex flex-col gap-0.5">
      {here.map((deeds) => (
        <Line key={deeds.outcome} deeds={deeds} />
      ))}
      {there.flatMap(({ one, deeds }) =>
        deeds.map((each) => <Line key={`${one} ${each.outcome}`} deeds={each} on={one.split('/')[1] ?? one} />),
      )}
    </ul>
  )
}

function Line({ deeds: { outcome, actions }, on }: { deeds: Deeds; on?: string }) {
  const { text, more } = deedLine(actions)
  const others = more > 0 ? ` and ${more} more` : ''
  return (
    <li title={actions.map(deedLabel).join(', ')} className={outcome === 'can' ? undefined : 'text-muted text-xs'}>
      {on ? `On ${on}: ` : ''}
      {outcomeWords[outcome]}
      {text}
      {others}
    </li>
  )
}
