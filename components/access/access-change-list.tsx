import { Minus, Plus } from 'lucide-react'
import type { AccessChange } from '@/lib/domain/access-change.ts'
import type { KeyVaultAction } from '@/lib/domain/key-vault-action.ts'

export interface AccessChangeListProps {
  changes: readonly AccessChange[]
  nameOf: (principalId: string) => string
  /** Where it is looked at, as the end of a sentence. */
  place: string
}

const mostShown = 12

/** Who gains or loses what, before it happens: each one by name, and how the change reaches them. */
export function AccessChangeList({ changes, nameOf, place }: AccessChangeListProps) {
  const real = changes.filter(({ gained, lost }) => gained.length + lost.length > 0)
  const same = changes.length - real.length
  return (
    <section
      aria-label="Who gains or loses what"
      className="flex flex-col gap-1 rounded-md border bg-surface px-3 py-2"
    >
      <h3 className="font-semibold text-sm">
        {real.length === 0 ? `Nobody gains or loses anything on ${place}` : `What changes on ${place}`}
      </h3>
      <ul className="flex flex-col gap-1">
        {real.slice(0, mostShown).map(({ principalId, through, gained, lost }) => (
          <li key={principalId}>
            <span className="font-medium">{nameOf(principalId)}</span>
            {through.length > 0 ? <span className="text-muted"> (in {through.map(nameOf).join(', in ')})</span> : null}
            {gained.length > 0 ? <Effect isGain actions={gained} /> : null}
            {lost.length > 0 ? <Effect isGain={false} actions={lost} /> : null}
          </li>
        ))}
      </ul>
      {real.length > mostShown ? <p className="text-muted">and {real.length - mostShown} others.</p> : null}
      {same > 0 ? (
        <p className="text-muted text-xs">
          {same === 1 ? 'One' : same} of those that it reaches can do the same before and after.
        </p>
      ) : null}
    </section>
  )
}

function Effect({ isGain, actions }: { isGain: boolean; actions: readonly KeyVaultAction[] }) {
  const Icon = isGain ? Plus : Minus
  return (
    <span className="flex items-start gap-1.5">
      <Icon className={`mt-0.5 size-3.5 shrink-0 ${isGain ? 'text-ok' : 'text-danger'}`} aria-hidden />
      <span>
        {isGain ? 'gains' : 'loses'}: {actions.map(({ words }) => words).join(', ')}
      </span>
    </span>
  )
}
